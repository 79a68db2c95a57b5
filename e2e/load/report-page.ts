/** The report as one page that needs nothing else: no network, no script. */

import type { Moment } from "./counts.ts";
import type { Distribution } from "./distribution.ts";
import { plot } from "./plot.ts";
import { reportLines } from "./report-text.ts";
import type { RunResult } from "./run.ts";

const STYLE = `
:root { color-scheme: light dark; --line-1: #0a7cc4; --line-2: #c4560a; }
@media (prefers-color-scheme: dark) { :root { --line-1: #5cc0ff; --line-2: #ff9d57; } }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1340px; margin: 2rem auto; padding: 0 1rem; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 1.5rem; }
pre { overflow-x: auto; } figure { margin: 0; } figcaption { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: currentColor; }
.grid { stroke: currentColor; stroke-opacity: 0.2; }`;

/** A page with the report, its course over time and its distributions. */
export function reportPage({ report, moments, tally, times }: RunResult): string {
  const over = (title: string, yLabel: string, ...keys: (keyof Moment)[]) =>
    plot(
      keys.map((name) => ({
        name,
        points: moments
          .filter((m) => Number.isFinite(m[name]))
          .map((m) => [m.seconds, m[name]] as const),
      })),
      { title, xLabel: "s", yLabel },
    );
  const spread = (title: string, distribution: Distribution) =>
    plot([{ name: title, points: sharesBelow(distribution) }], {
      title,
      xLabel: "ms",
      yLabel: "% below",
      logX: true,
    });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Quickpong bots</title><style>${STYLE}</style>
<h1>Quickpong bots</h1>
<pre>${escapeHtml(reportLines(report).join("\n"))}</pre>
<main>
${over("Players", "players", "joined", "playing")}
${over("Traffic per player", "bytes/s", "down", "up")}
${over("Tick lateness, p99", "ms", "latenessP99")}
${over("Errors so far", "", "errors")}
${spread("From play to a seat", tally.join)}
${spread("From play to an opponent", tally.timeToMatch)}
${spread("Between two patches", times.patchGap)}
${spread("Round trip", times.rtt)}
${spread("From an input to the opponent's client", times.inputToPatch)}
</main></html>
`;
}

function sharesBelow(distribution: Distribution): [number, number][] {
  let sum = 0;
  return distribution.bins().map(({ upTo, count }) => {
    sum += count;
    return [upTo, (100 * sum) / distribution.count];
  });
}

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
