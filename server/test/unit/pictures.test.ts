/** Pictures of recorded matches: what is on them, how large they are, and who draws them when. */
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync, inflateSync } from "node:zlib";
import { BALL_MAX_Y } from "@quickpong/shared/court.ts";
import { decodeRecording } from "@quickpong/shared/replay-codec.ts";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { HttpError } from "../../src/http/body.ts";
import { type ReplayBackend, replayRoute } from "../../src/http/replay-routes.ts";
import type { RequestInfo } from "../../src/http/request-info.ts";
import { createLimits } from "../../src/limits/limits.ts";
import { drawMatch, HEIGHT, WIDTH } from "../../src/pictures/match-picture.ts";
import { PictureMaker, PicturesBusy } from "../../src/pictures/picture-maker.ts";
import { longestRally } from "../../src/pictures/rally-lines.ts";
import { noStore } from "../../src/store/no-store.ts";

// A thread is started on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const read = (path: string) =>
  readFileSync(new URL(`../../../shared/test/${path}`, import.meta.url));
const stored = (name: string) => gzipSync(read(`stored/rules-2/${name}.qpr`));
const recorded = (name: string) =>
  decodeRecording(new Uint8Array(read(`stored/rules-2/${name}.qpr`)));
const long = recorded("beginners-1");

/** A PNG file's colours and pixels, by the standard and nothing of ours. */
function unpack(png: Uint8Array) {
  const file = Buffer.from(png);
  expect(file.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    const size = file.readUInt32BE(at);
    chunks.set(file.toString("latin1", at + 4, at + 8), file.subarray(at + 8, at + 8 + size));
  }
  const header = chunks.get("IHDR") as Buffer;
  const size = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get("IDAT") as Buffer);
  const palette = chunks.get("PLTE") as Buffer;
  const colourAt = (x: number, y: number) => {
    const n = rows[y * (WIDTH + 1) + 1 + x] as number;
    return [...palette.subarray(3 * n, 3 * n + 3)];
  };
  return { size, rows, colourAt };
}

describe("the longest rally", () => {
  it("has as many flights as hits and a serve, whose lines are one, from wall to wall", () => {
    const { pieces, meetings, flights, score } = longestRally(long);
    expect(flights).toBeGreaterThan(8);
    expect(score).toEqual(long.ending.score);
    for (const [n, piece] of pieces.entries()) {
      const next = pieces[n + 1];
      expect(Math.max(Math.abs(piece.fromY), Math.abs(piece.toY))).toBeLessThan(BALL_MAX_Y + 1e-6);
      if (next?.flight !== piece.flight) continue;
      expect([next.fromX, next.fromY]).toEqual([piece.toX, piece.toY]);
      expect(Math.abs(next.fromY)).toBeCloseTo(BALL_MAX_Y);
    }
    expect(pieces[0]).toMatchObject({ fromX: 0, by: null });
    // Each flight has one end, at a paddle that alternates.
    const sides = meetings.map(({ side }) => side);
    expect(sides.slice(1)).toEqual(sides.slice(0, -1).map((side) => 1 - side));
  });

  it("may be none, and then there is a picture all the same", () => {
    const nothing = { ...long, messages: [], end: 10 };
    expect(longestRally(nothing)).toMatchObject({ pieces: [], score: [0, 0] });
    expect(unpack(drawMatch(nothing)).size).toEqual([WIDTH, HEIGHT]);
  });
});

describe("the picture", () => {
  it.each(["beginners-1", "burning-paddles-1", "come-and-go-2", "outages-1"])(
    "of %s is 1200 by 630, less than 300 kB, and the same each time",
    (name) => {
      const png = drawMatch(recorded(name));
      const { size, rows } = unpack(png);
      expect(size).toEqual([1200, 630]);
      expect(rows).toHaveLength(HEIGHT * (WIDTH + 1));
      expect(png.length).toBeLessThan(300_000);
      expect(png.length).toBeGreaterThan(20_000);
      expect(Buffer.compare(drawMatch(recorded(name)), png)).toBe(0);
    },
  );

  it("has a dark floor and a bright ball", () => {
    const png = drawMatch(long);
    const { colourAt } = unpack(png);
    expect(colourAt(4, 4)).toEqual([0x0a, 0x22, 0x26]);
    const last = longestRally(long).pieces.at(-1)!;
    const [x, y] = [Math.max(-788, Math.min(788, last.toX)), last.toY];
    const [red = 0, green = 0] = colourAt(Math.round(600 + 0.6 * x), Math.round(302 + 0.6 * y));
    expect(Math.min(red, green)).toBeGreaterThan(230);
  });
});

it("SECURITY: one address gets forty pictures at once, whether there are such replays or not", async () => {
  const limits = createLimits();
  const backend = { store: noStore(), pictures: new PictureMaker() } as ReplayBackend;
  const path = `/api/replays/${"a".repeat(16)}/picture.png`;
  const ask = (address: string) =>
    replayRoute(
      backend,
      limits,
      { method: "GET", path, address, local: false } as RequestInfo,
      {} as IncomingMessage,
      {} as ServerResponse,
    ).catch(({ status }: HttpError) => status);
  const statuses = await Promise.all(Array.from({ length: 45 }, () => ask("198.51.100.7")));
  expect(statuses.filter((status) => status === 503)).toHaveLength(40);
  expect(statuses.slice(40)).toEqual([429, 429, 429, 429, 429]);
  expect(await ask("198.51.100.8")).toBe(503);
});

describe("the maker", () => {
  let maker = new PictureMaker();
  afterEach(async () => {
    await maker.close();
    maker = new PictureMaker();
  });

  it("draws in a thread, once for all who ask, and keeps it", async () => {
    const gzip = stored("beginners-1");
    const [one, other] = await Promise.all([maker.draw("a", gzip), maker.draw("a", gzip)]);
    expect(other).toBe(one);
    expect(maker.kept("a")).toBe(one);
    expect(Buffer.compare(one as Uint8Array, drawMatch(long))).toBe(0);
    maker.forget("a");
    expect(maker.kept("a")).toBeUndefined();
  });

  it("refuses what is no recording, and goes on", async () => {
    await expect(maker.draw("b", gzipSync("nothing"))).rejects.toThrow(/no recording/);
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    await expect(maker.draw("c", bomb)).rejects.toThrow();
    await expect(maker.draw("d", stored("rallies-1"))).resolves.toBeInstanceOf(Uint8Array);
  });

  it("SECURITY: lets no more than sixteen wait", async () => {
    const gzip = stored("slow-line-1");
    const wanted = Array.from({ length: 40 }, (_, n) => maker.draw(String(n), gzip));
    const ends = await Promise.allSettled(wanted);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(16);
    for (const end of ends.slice(16)) {
      expect(end).toMatchObject({ reason: expect.any(PicturesBusy) });
    }
  });
});
