/** The matches of a simulated competition: who comes to them, how long they take, and which of them are lost. */
import type {
  CompetitionEvent,
  MatchNumber,
  MatchOutcome,
} from "@quickpong/server/competitions/events.ts";
import type { OpenMatch } from "@quickpong/server/competitions/state.ts";
import type { Crowd } from "./crowd.ts";
import { chanceOf } from "./people.ts";
import type { Surroundings } from "./world.ts";

type Call = Extract<CompetitionEvent, { type: "called" }>;

/** Of each player who is called, and of both together, the chance not to come though connected. */
const NO_SHOW = 0.03;
const BOTH_NO_SHOW = 0.01;
/** Of a match, the chance that its process is lost with it, and that nobody ever hears of that. */
const LOST = 0.005;
const FORGOTTEN = 0.0005;
const DRAWN = 0.02;
const FORFEIT = 0.04;
/** A point takes about so long (bench:play: a match to 7 has a median of 180 s); the countdown (ms). */
const POINT = 20_000;
const COUNTDOWN = 3000;
/** After so long a lost process is noticed (ms). */
const NOTICED = 3000;

export class Matches {
  readonly #world: Surroundings;
  readonly #crowd: Crowd;
  /** Those whose process is gone: nothing more is heard of them. */
  readonly #lost = new Set<MatchNumber>();

  constructor(world: Surroundings, crowd: Crowd) {
    this.#world = world;
    this.#crowd = crowd;
  }

  /** Those who come to a match that is called do so within seconds. */
  call({ match, entrants }: Call): void {
    const { now, agenda, random } = this.#world;
    const nobody = random() < BOTH_NO_SHOW;
    for (const entrant of entrants) {
      if (nobody || random() < NO_SHOW) {
        this.#crowd.sayHereSoon(entrant);
        continue;
      }
      const comes = 500 - Math.log(1 - random()) * 2000;
      agenda.add(now + comes, () => this.#arrive(match, entrant));
    }
  }

  /** Half of all matches were on a process that is lost, which is noticed some seconds later. */
  loseProcess(): void {
    const { agenda, now } = this.#world;
    for (const match of this.loseSome()) {
      agenda.add(now + NOTICED, () => this.#end(match, { how: "void" }, true));
    }
  }

  /** Open matches that are lost: half of them. */
  loseSome(): MatchNumber[] {
    const { state, random } = this.#world;
    const lost = state.open.filter(() => random() < 0.5).map(({ number }) => number);
    for (const match of lost) this.#lost.add(match);
    return lost;
  }

  #openMatch(match: MatchNumber): OpenMatch | undefined {
    return this.#world.state.open.find(({ number }) => number === match);
  }

  #arrive(number: MatchNumber, entrant: number): void {
    if (this.#lost.has(number) || !this.#openMatch(number)) return;
    if (!this.#crowd.isConnected(entrant)) {
      // Comes as soon as the line is back, if that is in time.
      const { agenda, now } = this.#world;
      return agenda.add(now + 1000, () => this.#arrive(number, entrant));
    }
    this.#world.tell({ type: "arrived", match: number, entrant });
    const match = this.#openMatch(number);
    if (match?.arrived.every(Boolean)) this.#begin(match);
  }

  #begin({ number, points }: OpenMatch): void {
    const { now, agenda, random } = this.#world;
    this.#world.tell({ type: "began", match: number });
    const played = points * (1.1 + 0.8 * random());
    const takes = COUNTDOWN + played * POINT * (0.7 + 0.6 * random());
    if (random() < FORGOTTEN) return;
    if (random() < LOST) {
      this.#lost.add(number);
      return agenda.add(now + takes, () => this.#end(number, { how: "void" }, true));
    }
    agenda.add(now + takes, () => this.#end(number, this.#outcomeOf(number)));
  }

  #end(number: MatchNumber, outcome: MatchOutcome, byLoss = false): void {
    if (this.#lost.has(number) && !byLoss) return;
    this.#world.tell({ type: "result", match: number, outcome });
  }

  #outcomeOf(number: MatchNumber): MatchOutcome {
    const match = this.#openMatch(number);
    if (!match) return { how: "void" };
    const { random } = this.#world;
    const { entrants, points } = match;
    const [one, other] = entrants.map((each) => this.#crowd.isConnected(each));
    const behind = Math.floor(random() * points);
    if (!one && !other) return { how: "bothAbsent" };
    if (one && other && random() < DRAWN) return { how: "drawn", score: [behind, behind] };
    const [first, second] = entrants.map((each) => this.#crowd.personOf(each));
    const wins = one && other ? random() < chanceOf(first!, second!) : one;
    const forfeit = !(one && other) || random() < FORFEIT;
    if (forfeit) this.#crowd.sayHereSoon(entrants[wins ? 1 : 0]);
    const score = wins ? ([points, behind] as const) : ([behind, points] as const);
    return { how: "won", winner: wins ? 0 : 1, score, forfeit };
  }
}
