/** The figures of the line while one plays, with a plot of the last seconds. Loaded when wanted. */
import "../styles/netgraph.css";
import type { NetReport } from "../net/stats.ts";
import { h, setText } from "../platform/dom.ts";
import { createPlot } from "./netgraph-plot.ts";
import { type TextKey, text } from "./texts.ts";

export interface Netgraph {
  element: HTMLElement;
  /** After every frame, at `now` (ms). */
  update(now: number): void;
}

/** How often the plot gets a new column, and the figures a new value (ms). */
const PLOT_EVERY = 100;
const FIGURES_EVERY = 500;

/** What is said of a report; `before` is the one of a moment ago, `seconds` earlier. */
type Figure = (now: NetReport, before: NetReport, seconds: number) => string;

const ms = (n: number): string => text("milliseconds", { n: Math.round(n) });
const u = (n: number): string => (n > 0 ? ` · ${n.toFixed(0)} u` : "");
const rate = (way: "up" | "down"): Figure => {
  const [messages, bytes] = [`${way}Messages`, `${way}Bytes`] as const;
  return ({ traffic: now }, { traffic: before }, seconds) => {
    // Practice has no network.
    if (now[messages] === 0) return "–";
    return text("ngRate", {
      m: Math.round((now[messages] - before[messages]) / seconds),
      b: Math.round((now[bytes] - before[bytes]) / seconds),
    });
  };
};

const FIGURES: readonly (readonly [TextKey, Figure])[] = [
  ["ngRtt", ({ rtt }) => ms(rtt)],
  ["ngJitter", ({ jitter }) => ms(jitter)],
  ["ngAhead", ({ ahead }) => ms(ahead)],
  ["ngMargins", ({ margins }) => `${Math.round(margins.p)}, ${ms(margins.r)}`],
  ["ngLate", ({ lateInputs, inputs }) => `${lateInputs} / ${inputs}`],
  ["ngStalls", ({ longStalls, contacts }) => `${longStalls} / ${contacts.opponent}`],
  ["ngCorrections", (now) => `${now.ownCorrections}${u(now.worstOwnCorrection)}`],
  ["ngSnaps", ({ snaps, worstSnap }) => `${snaps}${u(worstSnap)}`],
  ["ngWrong", ({ contacts }) => `${contacts.ownWrong}, ${contacts.opponentWrong}`],
  ["ngServer", ({ serverLate }) => ms(serverLate)],
  ["ngUp", rate("up")],
  ["ngDown", rate("down")],
];

/** Builds it; `report` is asked a few times a second. */
export function createNetgraph(report: () => NetReport): Netgraph {
  const plot = createPlot();
  const values = FIGURES.map(() => h("dd"));
  const rows = FIGURES.map(([key], i) =>
    h("div", {}, h("dt", {}, text(key)), values[i] as HTMLElement),
  );
  const element = h("aside", { class: "netgraph" }, plot.element, h("dl", {}, ...rows));
  let before = report();
  let plotted = 0;
  let said = 0;
  return {
    element,
    update(now) {
      if (now - plotted < PLOT_EVERY) return;
      plotted = now;
      const figures = report();
      plot.add(figures);
      if (now - said < FIGURES_EVERY) return;
      const seconds = Math.min(5, (now - said) / 1000);
      FIGURES.forEach(([, say], i) => {
        setText(values[i] as HTMLElement, say(figures, before, seconds));
      });
      said = now;
      before = figures;
    },
  };
}
