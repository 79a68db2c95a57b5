/** Processes that ask and tell each other, over a wire that is a map. */
import { expect, test } from "vitest";
import { Bus, type Handlers } from "../src/cluster/rpc.ts";
import type { OpenWire } from "../src/cluster/transport.ts";
import { HttpError } from "../src/http/body.ts";

function setUp(handlers: Handlers) {
  const ends = new Map<string, (text: string) => void>();
  const open: OpenWire = (name, take) => {
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
    new Bus({
      name,
      open,
      handlers,
      heard: () => {},
      gone: () => {},
      failed: (error, method) => failures.push([method, error]),
    });
  return { asker: make("asker"), answerer: make("answerer"), failures };
}

test("what is asked is answered; a refusal comes as it was", async () => {
  const { asker, failures } = setUp({
    twice: (n: number) => 2 * n,
    refuse: () => Promise.reject(new HttpError(404, "none")),
  });
  expect(await asker.ask("answerer", "twice", 4)).toBe(8);
  await expect(asker.ask("answerer", "refuse")).rejects.toMatchObject({ status: 404 });
  await expect(asker.ask("nobody", "twice", 4)).rejects.toMatchObject({ status: 503 });
  expect(failures).toEqual([]);
});

test("what breaks is told where it broke, whether asked or told", async () => {
  const bug = new TypeError("a bug");
  const { asker, failures } = setUp({
    fail() {
      throw bug;
    },
  });
  await expect(asker.ask("answerer", "fail")).rejects.toMatchObject({ status: 500 });
  asker.tell("answerer", "fail");
  await expect.poll(() => failures.length).toBe(2);
  expect(failures).toEqual([
    ["fail", bug],
    ["fail", bug],
  ]);
});
