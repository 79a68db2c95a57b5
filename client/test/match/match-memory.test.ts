import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MatchMemory, memoryOf } from "../../src/match/match-memory.ts";
import { claimKept } from "../../src/session/claim-matches.ts";
import { keepClaim, keptClaims } from "../../src/session/kept-claims.ts";
import { spokenMemory } from "../../src/ui/match-memory-view.ts";

import { memoryStorage } from "../support/memory-storage.ts";

const change = {
  before: { rating: 1520, provisional: true },
  after: { rating: 1532, provisional: true },
};
const saved = (differs: Partial<SavedNotice> = {}): SavedNotice => ({
  state: "saved",
  own: change,
  opponent: null,
  opponentId: null,
  replay: null,
  ...differs,
});
const claimed = (outcome: "asked" | "kept" | "owned" | "refused") => new Map([["c", outcome]]);

test("nothing is called saved before the server has said so", () => {
  expect(memoryOf(null, new Map(), false).kind).toBe("unknown");
  expect(memoryOf(saved({ state: "later" }), new Map(), false).kind).toBe("later");
  expect(memoryOf(saved({ state: "off" }), new Map(), false).kind).toBe("off");
  expect(memoryOf(saved(), new Map(), false).kind).toBe("saved");
});

test("a first match is saved once it is this browser's", () => {
  const notice = saved({ claim: "c" });
  const kindBy = (outcome: Parameters<typeof claimed>[0]) =>
    memoryOf(notice, claimed(outcome), true);
  expect(kindBy("asked").kind).toBe("unknown");
  expect(kindBy("refused").kind).toBe("off");
  expect(kindBy("owned")).toMatchObject({ kind: "saved", first: false });
  expect(kindBy("kept")).toMatchObject({ kind: "saved", first: true });
  // That is news once.
  expect(memoryOf(notice, claimed("kept"), false)).toMatchObject({ first: false });
});

let answers: (number | Error)[] = [];
const asked: unknown[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal("sessionStorage", memoryStorage());
  vi.stubGlobal("fetch", async (path: string, { body }: RequestInit) => {
    asked.push([path, JSON.parse(String(body))]);
    const answer = answers.shift() ?? 500;
    if (answer instanceof Error) throw answer;
    return { status: answer };
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a claim is sent once, also with a rematch, and again when nobody answers", async () => {
  answers = [new Error("offline"), 503, 200];
  const memory = new MatchMemory();
  memory.follow({ saved: saved({ claim: "c" }) });
  expect(memory.now.kind).toBe("unknown");
  await vi.advanceTimersByTimeAsync(5000);
  expect(memory.now).toMatchObject({ kind: "saved", first: true });
  expect(asked).toEqual(Array(3).fill(["/api/me/claim", { claim: "c" }]));
  memory.follow({ saved: null });
  expect(memory.now.kind).toBe("unknown");
  memory.follow({ saved: saved({ claim: "c" }) });
  expect(memory.now).toMatchObject({ kind: "saved", first: false });
  expect(asked.length).toBe(3);
});

test("what can't be claimed is not saved", async () => {
  answers = [404];
  const memory = new MatchMemory();
  memory.follow({ saved: saved({ claim: "c" }) });
  await vi.advanceTimersByTimeAsync(0);
  expect(memory.now.kind).toBe("off");
});

test("IDENTITY-5: the claim of a match that is saved later outlives the page, and is tried until it is", async () => {
  answers = [404, 503, 200];
  const memory = new MatchMemory();
  memory.follow({ saved: saved({ state: "later", claim: "c" }) });
  expect(memory.now.kind).toBe("later");
  expect(asked).toEqual([]);
  // The next page.
  await claimKept();
  await claimKept();
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(2000 + 4000);
  expect(asked).toEqual(Array(3).fill(["/api/me/claim", { claim: "c" }]));
  await vi.advanceTimersByTimeAsync(600_000);
  await claimKept();
  expect(asked.length).toBe(3);
});

test("IDENTITY-5: claims are kept for an hour, five at most, and none that was settled by the page itself", async () => {
  answers = [200];
  const memory = new MatchMemory();
  memory.follow({ saved: saved({ state: "later", claim: "c" }) });
  memory.follow({ saved: saved({ claim: "c" }) });
  await vi.advanceTimersByTimeAsync(0);
  expect(keptClaims(Date.now())).toEqual([]);
  for (const claim of "abcdefg") keepClaim(claim, Date.now());
  expect(keptClaims(Date.now()).join("")).toBe("cdefg");
  answers = Array(500).fill(404);
  await claimKept();
  await vi.advanceTimersByTimeAsync(3_600_000 + 60_000);
  expect(keptClaims(Date.now())).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a later word replaces the one before", () => {
  const memory = new MatchMemory();
  memory.follow({ saved: saved({ state: "later" }) });
  expect(memory.now.kind).toBe("later");
  memory.follow({ saved: saved() });
  expect(memory.now.kind).toBe("saved");
});

test("what has changed is spoken", () => {
  const memory = memoryOf(saved(), new Map(), false);
  expect(spokenMemory(memory)).toBe("Your rating is 1532?, +12");
  expect(spokenMemory(memoryOf(saved({ own: null }), new Map(), false))).toBe("Saved");
  expect(spokenMemory({ kind: "off" })).toBe("Not saved at the moment");
  expect(spokenMemory({ kind: "unknown" })).toBe("");
});
