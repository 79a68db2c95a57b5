/** What waits and goes out together must be read like messages of their own. */
import { Decoder } from "@colyseus/schema";
import { putSegment } from "@quickpong/shared/protocol/publication.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { OutboxSerializer } from "../../src/colyseus/outbox-serializer.ts";

/** A client whose line is a decoder. */
function fakeClient() {
  const decoder = new Decoder(new PublishedMatch());
  const messages: Buffer[] = [];
  const read = (message: Uint8Array) => {
    messages.push(Buffer.from(message));
    decoder.decode(message, { offset: 1 });
  };
  const write = (frame: string) => {
    const bytes = Buffer.from(frame, "latin1");
    expect(bytes[0]).toBe(0x82);
    const long = bytes[1] === 126;
    const length = long ? bytes.readUInt16BE(2) : (bytes[1] ?? 0);
    const message = bytes.subarray(long ? 4 : 2);
    expect(message.length).toBe(length);
    read(message);
  };
  const line = { write };
  return { line, decoder, messages, read };
}

function setUp(clients: number) {
  const state = new PublishedMatch();
  Object.assign(state, { tick: 0, phase: 0 });
  const serializer = new OutboxSerializer<PublishedMatch>();
  serializer.reset(state);
  const all = Array.from({ length: clients }, fakeClient);
  for (const { read } of all) read(serializer.getFullState());
  const deliver = (news: boolean[]) =>
    serializer.deliver(
      all.map(({ line }) => line),
      news,
    );
  return { state, serializer, all, deliver };
}

const segment = (n: number) => ({
  n,
  seq: n & 255,
  tick: n,
  y: n % 300,
  target: 150 - (n % 300),
  slack: 5,
});

test("however long each waits, all end with the same state", () => {
  const step = fc.record({
    news: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    segments: fc.nat(3),
    score: fc.nat(200),
    tick: fc.nat(100_000),
    left: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const { state, all, deliver } = setUp(3);
      const numbers = { left: 0, right: 0 };
      for (const each of steps) {
        const side = each.left ? "left" : "right";
        const player = state[side];
        for (let k = 0; k < each.segments; k++) {
          const n = numbers[side]++;
          putSegment(player, segment(n));
        }
        player.score = each.score;
        state.tick = each.tick;
        deliver(each.news);
      }
      deliver([true, true, true]);
      for (const { decoder } of all) expect(decoder.state.toJSON()).toEqual(state.toJSON());
    }),
    { numRuns: 300 },
  );
});

test("a client that has no news gets no message until there is some, and then one", () => {
  const { state, all, deliver } = setUp(2);
  const [left, right] = all.map(({ messages }) => messages);
  for (let tick = 1; tick <= 5; tick++) {
    state.tick = tick;
    state.left.score = tick;
    deliver([false, true]);
  }
  expect([left?.length, right?.length]).toEqual([1, 6]);
  deliver([true, false]);
  expect([left?.length, right?.length]).toEqual([2, 6]);
  deliver([true, true]);
  expect([left?.length, right?.length]).toEqual([2, 6]);
});

test("a message is a copy: what is encoded later does not change it", () => {
  const { state, serializer, deliver } = setUp(1);
  const full = serializer.getFullState();
  const before = Buffer.from(full);
  state.tick = 77;
  deliver([true]);
  serializer.getFullState();
  expect(Buffer.compare(before, Buffer.from(full))).toBe(0);
});

test("a client that comes to a place where something waited gets the full state and nothing of it", () => {
  const { state, serializer, all, deliver } = setUp(1);
  state.tick = 5;
  deliver([false]);
  serializer.forget(0);
  all[0]?.read(serializer.getFullState());
  deliver([true]);
  expect(all[0]?.messages).toHaveLength(2);
  expect(all[0]?.decoder.state.tick).toBe(5);
});

test("what waits does not grow without end", () => {
  const { state, all, deliver } = setUp(1);
  for (let n = 0; n < 5000; n++) {
    putSegment(state.left, segment(n % 256));
    deliver([false]);
  }
  const [{ messages, decoder }] = all as [(typeof all)[0]];
  expect(messages.length).toBeGreaterThan(5);
  expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(5000);
  deliver([true]);
  expect(decoder.state.toJSON()).toEqual(state.toJSON());
});

test("what waits goes along with another frame, in the same write", () => {
  const { state, serializer, all, deliver } = setUp(2);
  state.tick = 7;
  deliver([true, false]);
  const [, late] = all;
  if (!late) throw new Error("nobody");
  const writes: string[] = [];
  const line = { write: (frame: string) => void writes.push(frame) };
  const pong = "\x82\x01p";
  serializer.sendAlong(1, line, pong);
  serializer.sendAlong(1, line, pong);
  expect(writes).toHaveLength(2);
  expect(writes[0]?.startsWith(pong)).toBe(true);
  expect(writes[0]?.charCodeAt(pong.length)).toBe(0x82);
  late.read(Buffer.from(writes[0]?.slice(pong.length + 2) ?? "", "latin1"));
  expect(late.decoder.state.tick).toBe(7);
  expect(writes[1]).toBe(pong);
});
