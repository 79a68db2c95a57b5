/** Processes that call each other, over a transport that is a map. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Handlers, Rpc } from "../../src/cluster/rpc.ts";
import type { OpenClusterTransport } from "../../src/cluster/transport.ts";
import { HttpError } from "../../src/http/body.ts";

function setUp(handlers: Handlers) {
  const ends = new Map<string, (text: string) => void>();
  const open: OpenClusterTransport = (name, take) => {
    ends.set(name, take);
    return {
      async send(to, text) {
        const readers =
          to === undefined ? [...ends.values()] : [ends.get(to)].filter((end) => !!end);
        for (const end of readers) end(text);
        return readers.length;
      },
      close: () => void ends.delete(name),
    };
  };
  const failures: [string, unknown][] = [];
  const make = (name: string) =>
    new Rpc({
      name,
      open,
      handlers,
      heard: () => {},
      gone: () => {},
      failed: (error, method) => failures.push([method, error]),
    });
  return { caller: make("caller"), callee: make("callee"), failures, ends };
}

test("a call is answered; a refusal comes as it was", async () => {
  const { caller, failures } = setUp({
    twice: (n: number) => 2 * n,
    refuse: () => Promise.reject(new HttpError(404, "none")),
  });
  expect(await caller.call("callee", "twice", 4)).toBe(8);
  await expect(caller.call("callee", "refuse")).rejects.toMatchObject({ status: 404 });
  await expect(caller.call("nobody", "twice", 4)).rejects.toMatchObject({ status: 503 });
  expect(failures).toEqual([]);
});

test("a handler that breaks is reported where it broke, whether or not an answer is awaited", async () => {
  const bug = new TypeError("a bug");
  const { caller, failures } = setUp({
    fail() {
      throw bug;
    },
  });
  await expect(caller.call("callee", "fail")).rejects.toMatchObject({ status: 500 });
  caller.notify("callee", "fail");
  await expect.poll(() => failures.length).toBe(2);
  expect(failures).toEqual([
    ["fail", bug],
    ["fail", bug],
  ]);
});

test("a text that is no message, and a message that comes again, are refused and counted", async () => {
  let done = 0;
  const { caller, callee, failures, ends } = setUp({ count: () => ++done });
  const take = ends.get("callee") as (text: string) => void;
  const seen: string[] = [];
  ends.set("callee", (text) => {
    seen.push(text);
    take(text);
  });
  await caller.call("callee", "count");
  caller.notify("callee", "count");
  expect([done, seen.length]).toEqual([2, 2]);
  for (const text of seen) take(text);
  const texts = fc.oneof(fc.string(), fc.json(), fc.json({ maxDepth: 1 }));
  const kinds = fc.constantFrom("heartbeat", "call", "notify", "answer", "constructor");
  const broken = kinds.map((kind) => JSON.stringify({ kind, heartbeat: { name: "x" }, args: {} }));
  fc.assert(fc.property(fc.oneof(texts, broken), (text) => take(text)));
  expect([done, callee.refused]).toEqual([2, 102]);
  // A method that every object has is none.
  caller.notify("callee", "toString");
  await caller.call("callee", "count");
  expect([done, failures]).toEqual([3, []]);
});
