/** The report in words, for a terminal. */
import type { Summary } from "./distribution.ts";
import { type Report, round, UNKNOWN } from "./report.ts";

const KINDS = {
  full: "full clients: the real client's netcode without a picture",
  light: "light clients: the protocol alone, a simpler mind, no picture and no netcode to judge",
};

type Row = [name: string, text: string];

/** Lines of the report. */
export function reportLines(report: Report): string[] {
  const rows = [
    ...matchRows(report),
    ...timeRows(report),
    ...pictureRows(report),
    ...costRows(report),
    ["errors", errorsOf(report.errors)] as Row,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`);
}

function matchRows(report: Report): Row[] {
  const { players, matchesStarted, matchesFinished, matchesHeld, seconds } = report;
  return [
    ["bots", `${players} ${KINDS[report.kind]}`],
    [
      "matches",
      `${matchesStarted} started, ${matchesFinished} finished, ${round(matchesHeld)} held over ${round(seconds)} s`,
    ],
    ["lost, wrong pairs", `${report.lost}, ${report.wrongPairs}`],
  ];
}

function timeRows(report: Report): Row[] {
  const { joined, players, joinMsP50: p50, joinMsP95: p95, joinMsP99: p99 } = report;
  const joins = [
    `${joined} of ${players}`,
    known(report.joinsPerSecond, "/s"),
    spread({ p50, p95, p99 }),
  ];
  return [
    ["joins", joins.join("; ")],
    ["time to match", spread(report.timeToMatchMs)],
    ["tick lateness", latenessOf(report)],
    ["patch gaps", gapsOf(report.patchGapMs)],
    ["round trip", spread(report.rttMs)],
    ["input to opponent", spread(report.inputToPatchMs)],
  ];
}

function pictureRows({ picture, disagreements }: Report): Row[] {
  const contacts = picture.ownContacts + picture.opponentContacts;
  return [
    [
      "disagreements",
      `${disagreements} of ${contacts} contacts drawn (own ${picture.ownWrong}, opponent's ${picture.opponentWrong})`,
    ],
    [
      "visible corrections",
      `own paddle ${picture.ownCorrections}, ball ${picture.ballSnaps}, long stalls ${picture.longStalls}`,
    ],
  ];
}

function costRows(report: Report): Row[] {
  const { generator, bytesMemoryPerMatch: bytes } = report;
  const traffic = (frames: number | null, payload: number | null) =>
    `${known(frames, " frames/s")}, ${known(payload, " bytes/s")}`;
  return [
    ["down per player", traffic(report.downFramesPerSecond, report.downBytesPerSecond)],
    ["up per player", traffic(report.upFramesPerSecond, report.upBytesPerSecond)],
    ["server CPU", known(report.serverCpuMicrosPerMatchSecond, " us per match-second")],
    ["server memory", known(bytes === null ? null : bytes / 1000, " kB per match")],
    [
      "the bots' own load",
      `${percent(generator.cpuShare, "of a core")}, at most ${round(generator.lagMsMax)} ms late`,
    ],
    ["server's pauses", pausesOf(report)],
    ["server had no core", percent(report.serverWaitedShare, "of the time")],
    ["other processes", percent(generator.othersCpuShare, "of a core")],
  ];
}

const known = (value: number | null, unit: string): string =>
  value === null ? UNKNOWN : `${round(value)}${unit}`;

const percent = (share: number | null, what: string): string =>
  known(share === null ? null : 100 * share, ` % ${what}`);

const spread = ({ p50, p95, p99 }: Pick<Summary, "p50" | "p95" | "p99">): string =>
  p50 === null ? UNKNOWN : `p50 ${round(p50)}, p95 ${round(p95)}, p99 ${round(p99)} ms`;

function latenessOf(report: Report): string {
  const { tickLatenessMsP50: p50, tickLatenessMsP99: p99, tickLatenessMsMax: max } = report;
  if (p50 === null) return UNKNOWN;
  return `p50 ${round(p50)}, p99 ${round(p99)}, max ${known(max, " ms")}`;
}

const gapsOf = (gaps: Summary): string =>
  gaps.max === null ? UNKNOWN : `${spread(gaps)}, max ${round(gaps.max)} ms`;

const pausesOf = ({ serverPausedShare: share, serverPauseMsMax: longest }: Report): string =>
  share === null || longest === null
    ? UNKNOWN
    : `${percent(share, "of the time")}, longest ${round(longest)} ms (collecting garbage)`;

function errorsOf(errors: Record<string, number>): string {
  const kinds = Object.entries(errors).toSorted(([, a], [, b]) => b - a);
  return kinds.length === 0 ? "none" : kinds.map(([kind, n]) => `${n} x ${kind}`).join("; ");
}
