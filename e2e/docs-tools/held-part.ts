/** What docs/performance.md says of many matches that are held for a minute. Pure. */
import { round } from "../load/report.ts";
import { percent, table } from "./markdown.ts";
import type { BotsResult, Measured } from "./performance-page.ts";

/** Many matches, held for a minute by one process and by several. */
export function heldPart({ held1500, held2000, heldByTwo }: Measured): string {
  const results = [held1500, held2000, heldByTwo].filter((result) => result !== undefined);
  const [first] = results;
  if (!first) return "";
  const rows = results.map((result) => [
    String(result.players),
    processesOf(result),
    round(result.matchesHeld),
    `${round(result.seconds)} s`,
    `${round(result.tickLatenessMsP50)}, ${round(result.tickLatenessMsP99)}, ${round(result.tickLatenessMsMax)}`,
    shareOf(result.serverCpuShare),
    percent(result.generator.cpuShare),
    shareOf(result.generator.othersCpuShare),
    shareOf(result.serverWaitedShare),
    `${result.lost}, ${result.wrongPairs}`,
  ]);
  const head = [
    "players",
    "processes",
    "matches held",
    "for",
    "ticks late, p50, p99, max (ms)",
    "all processes, of a core",
    "clients, of a core",
    "others, of a core",
    "server had no core, of the time",
    "lost, wrong pairs",
  ];
  return `## Held for a minute

\`npm run bots -- --light\` on ${first.machine}. With one process (\`--pinned\`) its
main thread and the clients are bound to a core each. Of several processes the lateness is the worst one's,
since it began, and everybody joined meanwhile. A server that is ready and has no core is held up by what
else the machine does, its kernel included; that is in its lateness, too:

${table(head, rows)}`;
}

/** Not everything is known of several processes, and of what was measured before it was asked. */
const shareOf = (share: number | null | undefined): string =>
  typeof share === "number" ? percent(share) : "not known";

/** As asked for on the command line. */
function processesOf({ options }: BotsResult): string {
  const at = options.indexOf("--processes");
  return at < 0 ? "1" : String(options[at + 1]);
}
