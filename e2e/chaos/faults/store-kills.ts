/** `kill -9` between the end of a match and the word that it is saved. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { newRating, rateSide } from "@quickpong/server/rating/rating.ts";
import { inTop } from "../../lib/paths.ts";
import { RunMetrics } from "../../load/run-metrics.ts";
import { atLeast, atMost, type Fault, type FaultTarget, type Figure } from "../finding.ts";
import type { Told } from "../store-child.ts";
import { until } from "../until.ts";

const KILLS = { quick: 8, full: 200 };
/** After the first word that something is saved a process lives for up to this (ms). */
const LIFE_MAX = 60;
/** Results that are told to the next process again, though they may be saved. */
const AGAIN = 10;

/** These need no server: a process with a store, and its file. */
export class KillEnv implements FaultTarget {
  readonly exited = false;
  readonly tally = new RunMetrics();
  async ready(): Promise<void> {}
  async starvedMs(): Promise<number> {
    return 0;
  }
  survived(): Figure[] {
    return [];
  }
  async close(): Promise<void> {}
}

/** What the processes have told. */
interface Words {
  ended: Set<string>;
  saved: Set<string>;
  /** Kills while at least one result was on its way. */
  inTheMiddle: number;
}

async function killOnce(folder: string, words: Words): Promise<void> {
  const unheard = [...words.ended].filter((id) => !words.saved.has(id)).slice(-AGAIN);
  const heard = [...words.saved].slice(-AGAIN);
  const child = fork(inTop("e2e/chaos/store-child.ts"), [folder, ...unheard, ...heard]);
  const before = words.saved.size;
  const closed = once(child, "close");
  listen(child, words);
  await until("the first is saved", () => words.saved.size > before, 30_000);
  await sleep(LIFE_MAX * Math.random());
  if (child.exitCode !== null) throw new Error(`it has ended by itself (${child.exitCode})`);
  child.kill("SIGKILL");
  await closed;
  if ([...words.ended].some((id) => !words.saved.has(id))) words.inTheMiddle++;
}

function listen(child: ChildProcess, { ended, saved }: Words): void {
  child.on("message", (told: Told) => {
    if ("ended" in told) ended.add(told.ended);
    else saved.add(told.saved);
  });
}

async function killOften(kills: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-kills-"));
  const words: Words = { ended: new Set(), saved: new Set(), inTheMiddle: 0 };
  try {
    for (let n = 0; n < kills; n++) await killOnce(folder, words);
    return [
      atLeast("kills with results on their way", words.inTheMiddle, kills / 2),
      ...findings(join(folder, "quickpong.db"), words),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findings(file: string, { saved }: Words): Figure[] {
  const db = new DatabaseSync(file);
  const ids = db.prepare('select id from "match"').all();
  const kept = new Set(ids.map(({ id }) => id as string));
  const players = db.prepare("select * from player").all() as unknown as PlayerRow[];
  const wrong = players.filter((player) => !isFold(db, player));
  const sum = (of: "won" | "lost") => players.reduce((all, player) => all + player[of], 0);
  db.close();
  return [
    atLeast("saved", saved.size, 1),
    atMost("of them lost", [...saved].filter((id) => !kept.has(id)).length, 0),
    atMost("counted twice", ids.length - kept.size, 0),
    atLeast("players", players.length, 1),
    atMost("ratings that are not the fold of their matches", wrong.length, 0),
    // Each match was lost by a player if it was won by one, once all have claimed theirs.
    atMost("victories without a defeat", Math.abs(sum("won") - sum("lost")), unclaimed(file)),
  ];
}

interface PlayerRow {
  id: string;
  rating: number;
  deviation: number;
  volatility: number;
  played: number;
  won: number;
  lost: number;
}
interface Played {
  side: number;
  winner: number;
  weight: number;
  ended_at: number;
  opponent_rating: number;
  opponent_deviation: number;
}

/** Whether a player's rating and sums are those of the matches one after the other, to the bit. */
function isFold(db: DatabaseSync, player: PlayerRow): boolean {
  const text = `select * from seat join "match" on seq = seat."match" where player = ? order by seq`;
  const played = db.prepare(text).all(player.id) as unknown as Played[];
  let own = newRating(0);
  for (const { opponent_rating: rating, opponent_deviation: deviation, ...match } of played) {
    if (match.weight === 0) continue;
    const score = match.winner === match.side ? 1 : 0;
    own = rateSide(own, { rating, deviation }, score, match.weight, match.ended_at);
  }
  const won = played.filter(({ winner, side }) => winner === side).length;
  return (
    own.rating === player.rating &&
    own.deviation === player.deviation &&
    own.volatility === player.volatility &&
    player.played === played.length &&
    player.won === won &&
    player.lost === played.length - won
  );
}

function unclaimed(file: string): number {
  const db = new DatabaseSync(file);
  const row = db.prepare("select count(*) as n from seat where player is null").get();
  db.close();
  return Number(row?.["n"]);
}

const kills = (count: number): Fault<KillEnv> => ({
  name: `store killed ${count} times`,
  guarantee:
    "No result that was told to be saved is lost, none counts twice, each rating is right.",
  play: () => killOften(count),
});

export const killFaults: Fault<KillEnv>[] = [
  kills(KILLS.quick),
  { ...kills(KILLS.full), slow: true },
];
