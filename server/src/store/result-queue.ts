/** Results of matches that wait to be saved: in order, and bounded. */
import { type MatchResult, type SavedMatch, StoreError } from "./store.ts";

/** So many results may wait, and so many bytes of them. */
export const QUEUE_MAX = { results: 10_000, bytes: 64_000_000 } as const;

interface Waiting {
  result: MatchResult;
  bytes: number;
  since: number;
  resolve(saved: SavedMatch): void;
  reject(error: StoreError): void;
}

/** Of a result's other parts, which are numbers, ids and hashes. */
const PARTS_BYTES = 600;

const bytesOf = (replay: MatchResult["replay"]): number => replay?.recording.length ?? 0;

/** Memory that a result takes, roughly: to write it as text for that would take longer than all the rest of `add`. */
function sizeOf({ rules, names: [left, right], replay }: MatchResult): number {
  return PARTS_BYTES + rules.length + left.length + right.length + bytesOf(replay);
}

export class ResultQueue {
  readonly #waiting: Waiting[] = [];
  #bytes = 0;

  get length(): number {
    return this.#waiting.length;
  }

  /** When the oldest has come (ms, as given to `add`); undefined when nothing waits. */
  get oldest(): number | undefined {
    return this.#waiting[0]?.since;
  }

  /** Resolves when it is settled; rejects at once when the queue is full. Replays make room for results. */
  add(result: MatchResult, now: number): Promise<SavedMatch> {
    const bytes = sizeOf(result);
    this.#makeRoom(bytes);
    if (this.#bytes + bytes > QUEUE_MAX.bytes && result.replay)
      return this.add({ ...result, replay: null }, now);
    return new Promise((resolve, reject) => {
      if (this.length >= QUEUE_MAX.results || this.#bytes + bytes > QUEUE_MAX.bytes)
        return reject(new StoreError("too many results wait to be saved"));
      this.#bytes += bytes;
      this.#waiting.push({ result, bytes, since: now, resolve, reject });
    });
  }

  /** Leaves out the replays of the oldest results until there is room for so many bytes. */
  #makeRoom(bytes: number): void {
    for (const waiting of this.#waiting) {
      if (this.#bytes + bytes <= QUEUE_MAX.bytes) return;
      if (!waiting.result.replay) continue;
      const freed = bytesOf(waiting.result.replay);
      waiting.result = { ...waiting.result, replay: null };
      waiting.bytes -= freed;
      this.#bytes -= freed;
    }
  }

  /** The first ones, at most `count`; they stay until they are settled. */
  first(count: number): MatchResult[] {
    return this.#waiting.slice(0, count).map(({ result }) => result);
  }

  /** Says what has become of the first one, and since when it waited. */
  settle(outcome: SavedMatch | StoreError): number {
    const waiting = this.#waiting.shift();
    if (!waiting) throw new Error("nothing waits");
    this.#bytes -= waiting.bytes;
    if (outcome instanceof StoreError) waiting.reject(outcome);
    else waiting.resolve(outcome);
    return waiting.since;
  }
}
