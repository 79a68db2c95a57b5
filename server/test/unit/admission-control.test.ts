import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AdmissionControl } from "../../src/limits/admission-control.ts";

let admission: AdmissionControl;
/** Whether ticks are late. */
let busy: boolean;
/** Ends the look that the admission waits for. */
let seen: ((utilization: number) => void) | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  seen = undefined;
  busy = false;
  admission = new AdmissionControl(
    () => busy,
    (then) => {
      seen = then;
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** Joins `count` players, each named as soon as let in; returns those, in order. */
function join(count: number): string[] {
  const inside: string[] = [];
  for (let n = 0; n < count; n++) {
    void admission.pass().then(() => {
      admission.named(`p${n}`);
      inside.push(`p${n}`);
    });
  }
  return inside;
}

/** Lets the admission look `looks` times, every 10 ms, at an event loop as busy as that. */
async function look(looks: number, utilization: number): Promise<void> {
  for (let n = 0; n < looks; n++) {
    vi.advanceTimersByTime(10);
    const then = seen;
    seen = undefined;
    then?.(utilization);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("a few are let in at once", async () => {
  const inside = join(32);
  await look(1, 0);
  expect(inside).toHaveLength(32);
  expect(admission.waiting).toBe(0);
});

test("a crowd is let in quickly, in order, while the process keeps up", async () => {
  const inside = join(500);
  await look(31, 0.5);
  expect(inside).toEqual(Array.from({ length: 500 }, (_, n) => `p${n}`));
});

test("while it is busy only 48 are under way, and the next follow as they arrive", async () => {
  const inside = join(200);
  await look(5, 1);
  expect(inside).toHaveLength(48);
  for (const id of inside.slice(0, 10)) admission.arrived(id);
  await look(3, 1);
  expect(inside).toHaveLength(58);
});

test("while it is busy no more than 16 are let in at a look, whose work matches have to wait for", async () => {
  const inside = join(100);
  await look(2, 1);
  for (const id of inside) admission.arrived(id);
  await look(1, 1);
  expect(inside).toHaveLength(48 + 16);
});

test("a client that gets nowhere is given up after a second and holds nobody back", async () => {
  const inside = join(80);
  await look(2, 1);
  expect(inside).toHaveLength(48);
  await look(90, 1);
  expect(inside).toHaveLength(48);
  await look(20, 1);
  expect(inside).toHaveLength(80);
});

test("joining that fails frees its place", async () => {
  for (let n = 0; n < 100; n++) {
    expect(await admission.pass()).toBe(true);
    admission.named(undefined);
  }
  expect(admission.waiting).toBe(0);
});

test("while ticks are late only 16 are under way, however idle the event loop", async () => {
  busy = true;
  const inside = join(100);
  await look(5, 0.2);
  expect(inside).toHaveLength(16);
  busy = false;
  await look(8, 0.2);
  expect(inside).toHaveLength(100);
});
