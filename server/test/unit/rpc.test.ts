/** Processes that call each other, over a transport that is a map. */
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
  return { caller: make("caller"), callee: make("callee"), failures };
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
