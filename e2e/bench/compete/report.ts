/** What `npm run bench:compete` prints, and writes as JSON. */
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import { table } from "../../docs-tools/markdown.ts";
import { Distribution } from "../../load/distribution.ts";
import type { Totals } from "./run.ts";

export type All = Readonly<Record<CompetitionKind, Totals>>;

const NAMES: Readonly<Record<CompetitionKind, string>> = {
  arena: "arenas",
  cup: "cups",
  winnerStays: "rooms for a crowd",
};
const KINDS = Object.keys(NAMES) as CompetitionKind[];

/** The figures that are held to something, over all kinds; waits are those of arenas. */
export function toJson(all: All): Record<string, number> {
  const of = (name: "neverEnded" | "doublePairings" | "wrongPoints" | "wrongFolds"): number =>
    KINDS.reduce((total, kind) => total + all[kind][name], 0);
  const waits = waitsOf(all);
  return {
    arenas: all.arena.played,
    cups: all.cup.played,
    rooms: all.winnerStays.played,
    neverEnded: of("neverEnded"),
    doublePairings: of("doublePairings"),
    waitSecondsP50: rounded(waits.quantile(0.5)),
    waitSecondsP99: rounded(waits.quantile(0.99)),
    wrongPoints: of("wrongPoints"),
    wrongFolds: of("wrongFolds"),
  };
}

/** What is wrong with the figures, as sentences; empty when nothing is. */
export function faultsOf(all: All): string[] {
  const json = toJson(all);
  const faults = ["neverEnded", "doublePairings", "wrongPoints", "wrongFolds"]
    .filter((name) => json[name] !== 0)
    .map((name) => `${name} is ${json[name]} instead of 0`);
  // Not a number is too long, too.
  if (!(json["waitSecondsP50"]! < 5)) faults.push("half of all waits take 5 s and more");
  if (!(json["waitSecondsP99"]! < 20)) faults.push("one in a hundred waits takes 20 s and more");
  return faults;
}

/** A table in Markdown, and the waits. */
export function toText(all: All): string {
  const rows = KINDS.map((kind) => {
    const { played, neverEnded, doublePairings, wrongPoints, wrongFolds, events, counts } =
      all[kind];
    const { called, won, drawn, walkover, bothAbsent, void: lost, restarted } = counts;
    const how = [won + drawn, walkover, bothAbsent, lost];
    return [NAMES[kind], played, called, how.join(" / "), restarted, events].concat([
      ...[neverEnded, doublePairings, wrongPoints, wrongFolds],
    ]);
  });
  const head = [
    ...["", "played", "matches", "played / walkover / both absent / void", "restarts", "events"],
    ...["never ended", "double pairings", "wrong points", "wrong folds"],
  ];
  const { count, p50, p95, p99, max } = waitsOf(all).summary();
  const shown = [p50, p95, p99, max].map((each) => `${rounded(each ?? Number.NaN)}`).join(" / ");
  return [
    table(
      head,
      rows.map((row) => row.map(String)),
    ),
    `An arena's entrant waits while there is a partner, p50 / p95 / p99 / max of ${count}: ${shown} s`,
  ].join("\n\n");
}

function waitsOf({ arena }: All): Distribution {
  const waits = new Distribution();
  for (const { upTo, count } of arena.waits) waits.add(upTo, count);
  return waits;
}

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;
