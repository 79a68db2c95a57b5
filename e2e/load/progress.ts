/** What is going on, while it goes on: one line that changes on a terminal, else a line now and then. */
import type { Moment } from "./counts.ts";
import { round } from "./report.ts";

/** Between two lines where lines stay (s). */
const PLAIN_EVERY = 5;

export interface Progress {
  show(moment: Moment): void;
  /** Ends the changing line. */
  end(): void;
}

/** The line for a moment. */
export function progressLine(moment: Moment): string {
  const parts = [
    `${Math.round(moment.seconds)} s`.padStart(5),
    `${moment.joined} joined`,
    `${moment.playing} in a match`,
    `${moment.started} matches started, ${moment.finished} finished`,
    `${moment.errors} errors`,
    `down ${round(moment.down)} B/s`,
    `up ${round(moment.up)} B/s`,
  ];
  if (moment.latenessP99 > 0) parts.push(`ticks late p99 ${round(moment.latenessP99)} ms`);
  return parts.join("  ");
}

/** Shows moments on `out`. */
export function progressOn(out: NodeJS.WriteStream): Progress {
  if (out.isTTY) {
    return {
      show: (moment) => void out.write(`\r\x1b[K${progressLine(moment).slice(0, out.columns - 1)}`),
      end: () => void out.write("\r\x1b[K"),
    };
  }
  let last = Number.NEGATIVE_INFINITY;
  return {
    show(moment) {
      if (moment.seconds - last < PLAIN_EVERY - 0.5) return;
      last = moment.seconds;
      out.write(`${progressLine(moment)}\n`);
    },
    end() {},
  };
}
