/** The report in words, for a terminal. */
import type { Summary } from "./distribution.ts";
import { type Report, round } from "./report.ts";

const spread = ({ p50, p95, p99 }: Pick<Summary, "p50" | "p95" | "p99">): string =>
  `p50 ${round(p50)}, p95 ${round(p95)}, p99 ${round(p99)} ms`;
const known = (value: number | null, unit: string): string =>
  value === null ? "not known (the server runs elsewhere)" : `${round(value)} ${unit}`;
const KINDS = {
  full: "full clients: the real client's netcode without a picture",
  lean: "lean clients: the protocol alone, no picture and no netcode to judge",
};

/** Lines of the report. */
export function reportLines(report: Report): string[] {
  const { picture } = report;
  const contacts = picture.ownContacts + picture.opponentContacts;
  const kilobytes = report.bytesMemoryPerMatch === null ? null : report.bytesMemoryPerMatch / 1000;
  const rows: [string, string][] = [
    ["bots", `${report.players} ${KINDS[report.kind]}`],
    [
      "matches",
      `${report.matchesStarted} started, ${report.matchesFinished} finished, ${round(report.matchesHeld)} held over ${round(report.seconds)} s`,
    ],
    ["lost, wrong pairs", `${report.lost}, ${report.wrongPairs}`],
    [
      "joins",
      `${report.joined} of ${report.players}, ${round(report.joinsPerSecond)}/s; ${spread({ p50: report.joinMsP50, p95: report.joinMsP95, p99: report.joinMsP99 })}`,
    ],
    ["time to match", spread(report.timeToMatchMs)],
    [
      "tick lateness",
      `p50 ${round(report.tickLatenessMsP50)}, p99 ${round(report.tickLatenessMsP99)}, max ${round(report.tickLatenessMsMax)} ms`,
    ],
    ["patch gaps", `${spread(report.patchGapMs)}, max ${round(report.patchGapMs.max)} ms`],
    ["round trip", spread(report.rttMs)],
    ["input to opponent", spread(report.inputToPatchMs)],
    [
      "disagreements",
      `${report.disagreements} of ${contacts} contacts drawn (own ${picture.ownWrong}, opponent's ${picture.opponentWrong})`,
    ],
    [
      "visible repairs",
      `own paddle ${picture.ownCorrections}, ball ${picture.ballPops}, long holds ${picture.longHolds}`,
    ],
    [
      "down per player",
      `${round(report.downFramesPerSecond)} frames/s, ${round(report.downBytesPerSecond)} bytes/s`,
    ],
    [
      "up per player",
      `${round(report.upFramesPerSecond)} frames/s, ${round(report.upBytesPerSecond)} bytes/s`,
    ],
    ["server CPU", known(report.serverCpuMicrosPerMatchSecond, "us per match-second")],
    ["server memory", known(kilobytes, "kB per match")],
    [
      "the bots' own load",
      `${round(100 * report.generator.cpuShare)} % of a core, at most ${round(report.generator.lagMsMax)} ms late`,
    ],
    ["server's pauses", pausesOf(report)],
    ["server had no core", shareOf(report.serverWaitedShare)],
    ["other processes", othersOf(report.generator.othersCpuShare)],
    ["errors", errorsOf(report.errors)],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`);
}

function errorsOf(errors: Record<string, number>): string {
  const kinds = Object.entries(errors).toSorted(([, a], [, b]) => b - a);
  return kinds.length === 0 ? "none" : kinds.map(([kind, n]) => `${n} x ${kind}`).join("; ");
}

const shareOf = (share: number | null): string =>
  share === null ? "not known" : `${round(100 * share)} % of the time`;

const pausesOf = ({ serverPausedShare, serverPauseMsMax }: Report): string =>
  serverPausedShare === null || serverPauseMsMax === null
    ? "not known"
    : `${shareOf(serverPausedShare)}, longest ${round(serverPauseMsMax)} ms (collecting garbage)`;

const othersOf = (share: number | null): string =>
  share === null ? "not known" : `${round(100 * share)} % of a core`;
