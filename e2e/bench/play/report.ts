/** What `npm run bench:play` prints, and writes as JSON. */
import { percent, table } from "../../docs-tools/markdown.ts";
import { SKILL_NAMES } from "./people.ts";
import { type Aiming, OFFSETS, type Pairing } from "./plan.ts";

const whole = (value: number): string => value.toFixed(0);

/** Two tables in Markdown. */
export const toText = (pairings: readonly Pairing[], aiming: readonly Aiming[]): string =>
  `${matchesTable(pairings)}\n\n${aimingTable(aiming)}`;

const MATCHES_HEAD = [
  "pairing",
  "match s p10/50/90",
  "rally hits p50/90",
  "rally s p90",
  "300 s rule",
  "no end in 600 s",
  "no ball in play",
  "flat, edge shots returned",
  "won from 3 behind",
  "the first wins",
];

const matchesTable = (pairings: readonly Pairing[]): string =>
  table(
    MATCHES_HEAD,
    pairings.map(({ a, b, figures: f }) => [
      `${a} v ${b}`,
      [f.seconds.p10, f.seconds.p50, f.seconds.p90].map(whole).join("/"),
      `${f.hits.p50}/${f.hits.p90}`,
      whole(f.rallySeconds.p90),
      String(f.rallyTimeouts),
      String(f.unfinished),
      percent(f.dead),
      `${percent(f.flatReturned)}, ${percent(f.edgeReturned)}`,
      percent(f.comebacks),
      percent(f.won),
    ]),
  );

function aimingTable(aiming: readonly Aiming[]): string {
  const offsets = OFFSETS.map((offset) => `${offset} u off`);
  const head = ["points of a player who aims", ...offsets, "best, if the other reads no walls"];
  const rows = SKILL_NAMES.map((skill) => {
    const of = aiming.filter((each) => each.skill === skill);
    const best = Math.max(...of.map(({ shareOfBlind }) => shareOfBlind));
    return [skill, ...of.map(({ share }) => percent(share)), percent(best)];
  });
  return table(head, rows);
}

/** The same as data; times in s. */
export const toJson = (pairings: readonly Pairing[], aiming: readonly Aiming[]): object => ({
  pairings: pairings.map(({ a, b, figures }) => ({
    a,
    b,
    matches: figures.matches,
    secondsP50: figures.seconds.p50,
    secondsP90: figures.seconds.p90,
    rallySecondsP90: figures.rallySeconds.p90,
    rallyTimeouts: figures.rallyTimeouts,
  })),
  aiming: aiming.map(({ skill, offset, share }) => ({ skill, offset, share })),
});
