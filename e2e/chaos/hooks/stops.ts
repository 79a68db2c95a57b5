/** Stops the server's own process, as a machine does that moves or sleeps, and says what came of it. */
import { LiveMatch } from "@quickpong/server/match/live-match.ts";

/** What `/stopped` answers, about the matches that ran when the process was stopped. */
export interface Stopped {
  matches: number;
  /** Of those, the ones that have ended or were given up; and those in a countdown or a rally. */
  ended: number;
  going: number;
  /** Points made since, and drops that were counted against somebody. */
  points: number;
  drops: number;
}

/** For the answer to get out (ms). */
const ANSWERED = 20;

const running = new Set<LiveMatch>();
const { tick } = LiveMatch.prototype;
LiveMatch.prototype.tick = function (this: LiveMatch, now) {
  tick.call(this, now);
  if (this.isRunning) running.add(this);
  else running.delete(this);
};

interface Before {
  match: LiveMatch;
  points: number;
  drops: number;
}
let before: Before[] = [];

const pointsOf = ({ state }: LiveMatch): number => state.score[0] + state.score[1];
const dropsOf = ({ state }: LiveMatch): number => state.players[0].drops + state.players[1].drops;
/** A ball that is missed already makes its point in any case. */
const isMissed = ({ state }: LiveMatch): boolean =>
  state.phase === "rally" && state.flights.at(-1)?.ruling === "miss";

/** Stops the process as soon as no point is on its way; somebody else has to have it go on. */
export function stop(): void {
  const whenSettled = () => {
    if ([...running].some(isMissed)) return setTimeout(whenSettled, 1);
    before = [...running].map((match) => {
      return { match, points: pointsOf(match), drops: dropsOf(match) };
    });
    return process.kill(process.pid, "SIGSTOP");
  };
  setTimeout(whenSettled, ANSWERED);
}

export function stopped(): Stopped {
  const sum = (of: (each: Before) => number) => before.reduce((all, each) => all + of(each), 0);
  return {
    matches: before.length,
    ended: sum(({ match }) => (match.over || match.state.outcome ? 1 : 0)),
    going: sum(({ match: { state } }) => (["countdown", "rally"].includes(state.phase) ? 1 : 0)),
    points: sum(({ match, points }) => pointsOf(match) - points),
    drops: sum(({ match, drops }) => dropsOf(match) - drops),
  };
}
