/** What docs/performance.md says of what full clients see. Pure. */
import { type Report, round } from "../load/report.ts";
import { table } from "./markdown.ts";
import type { BotsResult, Measured } from "./performance-page.ts";

const NAMES = {
  near: "loopback, pointer and keys",
  keys: "loopback, keys",
  far: "80 ms RTT, 15 ms jitter, 0.5 % loss",
} as const;

const contacts = ({ picture }: Report) => picture.ownContacts + picture.opponentContacts;
const spread = ({ p50, p95, p99 }: Report["rttMs"]) => [p50, p95, p99].map(round).join(", ");

const ROWS: [string, (report: Report) => string][] = [
  [
    "down, frames/s, bytes/s",
    (r) => `${round(r.downFramesPerSecond)}, ${round(r.downBytesPerSecond)}`,
  ],
  ["up, frames/s, bytes/s", (r) => `${round(r.upFramesPerSecond)}, ${round(r.upBytesPerSecond)}`],
  ["round trip, p50, p95, p99 (ms)", (r) => spread(r.rttMs)],
  ["input to the opponent's client (ms)", (r) => spread(r.inputToPatchMs)],
  ["gap between patches (ms)", (r) => spread(r.patchGapMs)],
  ["contacts drawn otherwise than ruled", (r) => `${r.disagreements} of ${contacts(r)}`],
  [
    "own paddle corrected, ball snapped",
    (r) => `${r.picture.ownCorrections}, ${r.picture.ballSnaps}`,
  ],
  ["lost, wrong pairs", (r) => `${r.lost}, ${r.wrongPairs}`],
];

/** Full clients over several networks. */
export function playerPart(measured: Measured): string {
  const names = (["near", "keys", "far"] as const).filter((name) => measured[name]);
  const results = names.map((name) => measured[name] as BotsResult);
  const [first] = results;
  if (!first) return "";
  const head = ["", ...names.map((name) => NAMES[name])];
  const rows = ROWS.map(([name, show]) => [name, ...results.map(show)]);
  return `## What players see

Full clients: the real client's lobby, link and netplay without a picture, ${first.players} of them
(${first.machine}).

${table(head, rows)}`;
}
