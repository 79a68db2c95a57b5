import { expect, test } from "vitest";
import { Overload, type Second } from "../../src/match/overload.ts";

/** Looks at seconds with 100 ticks each, so many of them late; says when there was overload. */
function after(...lateOfHundred: number[]): boolean[] {
  const overload = new Overload();
  let ticks = 0;
  let late = 0;
  return lateOfHundred.map((more) => {
    ticks += 100;
    late += more;
    overload.look({ ticks, late, work: 0.5, crowd: false });
    return overload.overloaded;
  });
}

test("a stall is no overload, five bad seconds in a row are", () => {
  expect(after(0, 100, 100, 100, 0, 20, 20, 20, 20)).not.toContain(true);
  expect(after(20, 20, 20, 20, 20)).toEqual([false, false, false, false, true]);
});

test("it is over after five good seconds in a row", () => {
  const bad = [20, 20, 20, 20, 20];
  expect(after(...bad, 0, 0, 0, 0, 0).at(-1)).toBe(false);
  expect(after(...bad, 0, 0, 0, 0, 3, 0, 0, 0, 0).at(-1)).toBe(true);
});

test("when nobody plays there is no overload", () => {
  const overload = new Overload();
  const idle = { ticks: 0, late: 0, work: 0, crowd: false };
  for (let n = 0; n < 10; n++) overload.look(idle);
  expect(overload.overloaded).toBe(false);
});

test("a few matches are not the reason when the machine is busy with something else", () => {
  const overload = new Overload();
  for (let n = 1; n <= 10; n++) {
    overload.look({ ticks: 90 * n, late: 90 * n, work: 0.2, crowd: false });
  }
  expect(overload.overloaded).toBe(false);
});

/**
 * A process on a virtual clock. A match takes 0.3 ms of a second and a join 3, as measured; a second
 * with more work than time leaves the rest for the next one, and while it does, ticks are late.
 */
class Process {
  readonly overload = new Overload();
  matches = 0;
  /** Pairs of players let in and turned away, and seconds in which those who play had late ticks. */
  joined = 0;
  refused = 0;
  felt = 0;
  #waiting = 0;
  #owed = 0;
  #ticks = 0;
  #late = 0;

  /** A second in which `arriving` pairs come, and `stolen` ms are taken from it. */
  second(arriving: number, stolen = 0): void {
    if (this.overload.overloaded) this.refused += arriving;
    else this.#waiting += arriving;
    // Admission: as many as there is time for, or a trickle.
    const free = Math.max(0, 800 - this.#owed - 0.3 * this.matches);
    const pace = this.overload.busy ? 10 : Math.max(40, free / 6);
    const joining = Math.min(this.#waiting, Math.floor(pace));
    this.#waiting -= joining;
    this.matches += joining;
    this.joined += joining;
    const asked = this.#owed + stolen + 0.3 * this.matches + 6 * joining;
    this.#owed = Math.max(0, asked - 1000);
    this.#ticks += 60 * this.matches;
    if (this.#owed > 50) {
      this.#late += 60 * this.matches;
      this.felt++;
    }
    const work = Math.min(1, asked / 1000);
    const crowd = this.#waiting > 0;
    const second: Second = { ticks: this.#ticks, late: this.#late, work, crowd };
    this.overload.look(second);
  }

  run(seconds: number, arriving: number): void {
    for (let n = 0; n < seconds; n++) this.second(arriving);
  }
}

test("a steady stream is let in until the process is nearly full, before anybody's ticks are late", () => {
  const process = new Process();
  process.run(600, 10);
  expect(process.overload.overloaded).toBe(true);
  expect(process.felt).toBe(0);
  expect(process.matches).toBeGreaterThan(2700);
  process.matches = 1000;
  process.run(10, 0);
  expect(process.overload.overloaded).toBe(false);
});

test("a crowd of 3,000 at once waits, and nobody of it is turned away", () => {
  const process = new Process();
  process.run(10, 0);
  process.second(1500);
  process.run(60, 0);
  expect(process.joined).toBe(1500);
  expect(process.refused).toBe(0);
});

test("a crowd that meets a stall or a busy neighbour for 3 s is not turned away either", () => {
  const process = new Process();
  process.run(5, 100);
  for (let n = 0; n < 3; n++) process.second(100, 900);
  process.run(20, 0);
  expect(process.refused).toBe(0);
  expect(process.joined).toBe(800);
});

test("lateness that stays while hardly anybody is let in is an overload", () => {
  const process = new Process();
  process.matches = 1000;
  for (let n = 0; n < 6; n++) process.second(20, 900);
  expect(process.overload.overloaded).toBe(true);
});
