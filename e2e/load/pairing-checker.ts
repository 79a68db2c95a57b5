/** Who sits with whom: checks the server's pairing, and lets two bots of a match compare notes. */
import { otherSide, type Side } from "@quickpong/shared/court.ts";
import type { RunMetrics } from "./run-metrics.ts";

const WRAP = 256;

/** What a player was told about their seat. */
export interface Seating {
  room: string;
  side: Side;
  name: string;
  opponent: string;
}

/** Where what is wrong is counted. */
type PairingErrors = Pick<RunMetrics, "wrongPairs" | "error">;

interface SeatedMatch {
  seats: (Seating | undefined)[];
  /** When each side sent each input (ms). */
  sent: [Float64Array, Float64Array];
}

/** A player's place at a table. */
export interface Place {
  /** Input number `seq` goes out. */
  sent(seq: number, now: number): void;
  /** The opponent's input `seq` has arrived: how long it was under way (ms), NaN when unknown. */
  heard(seq: number, now: number): number;
  leave(): void;
}

export class Pairs {
  readonly #matches = new Map<string, SeatedMatch>();
  readonly #tally: PairingErrors;

  constructor(tally: PairingErrors) {
    this.#tally = tally;
  }

  /** Somebody sits down; a pair that does not fit together is counted. */
  sit(seating: Seating): Place {
    const table = this.#matchIn(seating.room);
    const other = table.seats[otherSide(seating.side)];
    if (table.seats[seating.side]) this.#wrong("a seat given out twice");
    else if (other && !fits(seating, other)) this.#wrong("two who were told of others");
    table.seats[seating.side] = seating;
    const own = table.sent[seating.side];
    const theirs = table.sent[otherSide(seating.side)];
    return {
      sent: (seq, now) => {
        own[seq % WRAP] = now;
      },
      heard: (seq, now) => {
        const at = theirs[seq % WRAP] as number;
        theirs[seq % WRAP] = Number.NaN;
        return now - at;
      },
      leave: () => this.#leave(seating),
    };
  }

  #wrong(how: string): void {
    this.#tally.wrongPairs++;
    this.#tally.error(`wrong pair: ${how}`);
  }

  #matchIn(room: string): SeatedMatch {
    let table = this.#matches.get(room);
    if (!table) {
      const times = () => new Float64Array(WRAP).fill(Number.NaN);
      table = { seats: [undefined, undefined], sent: [times(), times()] };
      this.#matches.set(room, table);
    }
    return table;
  }

  #leave({ room, side }: Seating): void {
    const table = this.#matches.get(room);
    if (!table) return;
    table.seats[side] = undefined;
    if (table.seats.every((seat) => seat === undefined)) this.#matches.delete(room);
  }
}

const fits = (a: Seating, b: Seating): boolean => a.opponent === b.name && b.opponent === a.name;
