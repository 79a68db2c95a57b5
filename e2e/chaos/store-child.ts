/**
 * A process that keeps results without end, to be killed at any moment: it tells its parent of each result when
 * its match ends, and when it is saved.
 */
import { createHash, randomBytes } from "node:crypto";
import { openLog } from "@quickpong/server/log.ts";
import { openStore } from "@quickpong/server/store/open-store.ts";
import type { MatchResult } from "@quickpong/server/store/store.ts";

/** What it tells. */
export type Told = { ended: string } | { saved: string };

const PEOPLE = 12;
/** Results on their way at the same time. */
const AT_ONCE = 5;
const [folder = "", ...again] = process.argv.slice(2);

const RESULT = {
  kind: "public",
  names: ["Ann", "Bob"],
  score: [7, 3],
  winner: 0,
  reason: "score",
  rules: "{}",
  rulesVersion: 1,
  seconds: 90,
  longestRally: 9,
  topSpeed: 1200,
  rated: true,
  sameAddress: false,
  replay: null,
} satisfies Partial<MatchResult>;

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const someone = () => {
  const n = Math.floor(PEOPLE * Math.random());
  return { kind: "claim", hash: hashOf(`somebody ${n}`) } as const;
};
const tell = (told: Told) => process.send?.(told);

const { log } = openLog("silent");
const settings = { dataFolder: folder, databaseUrl: undefined };
const store = await openStore(settings, true, { log, observeSave: () => {}, commitEvery: 0 });
// What the process before it had not heard of is told once more, as by another process.
for (const id of again) void play(id);
for (let n = 0; n < AT_ONCE; n++) void playOn();

async function playOn(): Promise<void> {
  for (;;) await play(randomBytes(16).toString("hex"));
}

async function play(id: string): Promise<void> {
  const result = { ...RESULT, id, seats: [someone(), someone()] as const, endedAt: Date.now() };
  tell({ ended: id });
  await store.record(result);
  tell({ saved: id });
  if (Math.random() < 0.1) await claim(result);
}

async function claim({ seats: [{ hash }] }: { seats: readonly [{ hash: string }, unknown] }) {
  const credential = { hash: hashOf(`device of ${hash}`), label: "" };
  // On a busy machine it may take too long; another match will bring another try.
  await store.redeemClaim(hash, credential, Date.now()).catch(() => {});
}
