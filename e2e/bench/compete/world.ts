/**
 * A competition on a virtual clock: people, a host, and processes that are lost, around the server's own fold and
 * decisions. The log is what a server would have stored.
 */

import { isDeepStrictEqual } from "node:util";
import { decide, nextDue } from "@quickpong/server/competitions/decide.ts";
import type { CompetitionEvent, Happening } from "@quickpong/server/competitions/events.ts";
import { fold, foldLog } from "@quickpong/server/competitions/fold.ts";
import type { CompetitionState } from "@quickpong/server/competitions/state.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { Distribution } from "../../load/distribution.ts";
import { Agenda } from "./agenda.ts";
import { Crowd } from "./crowd.ts";
import { Matches } from "./matches.ts";
import { Observer } from "./observer.ts";
import type { Plan } from "./plan.ts";

/** By then every competition must have ended (ms). */
const LONGEST = 4 * 60 * 60_000;
/** The host starts it. */
const START_AT = 60_000;

export interface Course {
  ended: boolean;
  doublePairings: number;
  /** Entrants whose points are not those that an observer has counted. */
  wrongPoints: number;
  /** States that were not the fold of the log: at a restart, and at the end. */
  wrongFolds: number;
  events: number;
  /** How often each thing happened: calls, restarts, and results by how they came about. */
  counts: Record<Counted, number>;
}

const COUNTED = [
  ...(["called", "won", "drawn", "walkover", "bothAbsent", "void", "restarted"] as const),
] as const;
type Counted = (typeof COUNTED)[number];

/** Plays a competition to its end. `waits`: gets how long entrants waited while there was a partner (s). */
export function playOut(plan: Plan, waits: Distribution): Course {
  return new World(plan, waits).run();
}

/** What crowd and matches need of the world. */
export interface Surroundings {
  readonly now: number;
  readonly state: CompetitionState;
  readonly random: () => number;
  readonly agenda: Agenda;
  /** Lets it happen now. */
  tell(happening: Happening): void;
}

function countsOf(log: readonly CompetitionEvent[]): Course["counts"] {
  const counts = Object.fromEntries(COUNTED.map((each) => [each, 0])) as Course["counts"];
  for (const event of log) {
    if (event.type === "result") counts[event.outcome.how]++;
    else if (event.type === "called" || event.type === "restarted") counts[event.type]++;
  }
  return counts;
}

class World implements Surroundings {
  now = 0;
  state: CompetitionState;
  readonly random: () => number;
  readonly agenda = new Agenda();
  readonly #plan: Plan;
  readonly #observer: Observer;
  readonly #log: CompetitionEvent[];
  readonly #crowd: Crowd;
  readonly #matches: Matches;
  #wrongFolds = 0;

  constructor(plan: Plan, waits: Distribution) {
    const { settings, seed } = plan;
    this.#plan = plan;
    this.random = randomFrom(seed);
    this.#observer = new Observer(waits);
    const created = { type: "created", settings, seed, at: 0 } as const;
    this.#log = [created];
    this.state = fold(null, created);
    this.#crowd = new Crowd(this, plan);
    this.#matches = new Matches(this, this.#crowd);
    this.#planHost();
    this.agenda.add(plan.lossAt, () => this.#matches.loseProcess());
    this.agenda.add(plan.restartAt, () => this.#restart());
  }

  run(): Course {
    while (this.state.phase !== "ended" && this.now < LONGEST) {
      const due = nextDue(this.state);
      if (due <= this.agenda.nextAt) {
        this.now = Math.max(this.now, due);
        const events = decide(this.state, this.now);
        // A server would ask again and again.
        if (events.length === 0) break;
        for (const event of events) this.tell(event);
      } else {
        this.now = this.agenda.nextAt;
        this.agenda.doNext();
      }
    }
    this.#compare(foldLog(this.#log));
    return {
      ended: this.state.phase === "ended",
      doublePairings: this.#observer.doublePairings,
      wrongPoints: this.#observer.wrongPoints(this.state),
      wrongFolds: this.#wrongFolds,
      events: this.#log.length,
      counts: countsOf(this.#log),
    };
  }

  tell(happening: Happening): void {
    const event = { ...happening, at: this.now };
    const next = fold(this.state, event);
    if (next === this.state) return;
    this.state = next;
    this.#log.push(event);
    this.#observer.see(event);
    if (event.type === "called") this.#matches.call(event);
  }

  #planHost(): void {
    const { hostGoesAt, pauseAt, pauseFor } = this.#plan;
    const does = (at: number, type: "started" | "paused" | "resumed") =>
      this.agenda.add(at, () => {
        if (this.now < hostGoesAt) this.tell({ type });
      });
    does(START_AT, "started");
    does(pauseAt, "paused");
    does(pauseAt + pauseFor, "resumed");
    this.agenda.add(hostGoesAt, () => this.tell({ type: "host", present: false }));
  }

  /** Its process is gone: another one goes on from the stored log, some seconds later. */
  #restart(): void {
    const stored = foldLog(JSON.parse(JSON.stringify(this.#log)) as CompetitionEvent[]);
    this.#compare(stored);
    this.state = stored;
    this.now += 1000 + this.random() * 20_000;
    const lost = this.#matches.loseSome();
    this.tell({ type: "restarted", lost });
    if (this.now < this.#plan.hostGoesAt) this.tell({ type: "host", present: true });
    this.#crowd.reconnect();
  }

  #compare(folded: CompetitionState): void {
    if (!isDeepStrictEqual(folded, this.state)) this.#wrongFolds++;
  }
}
