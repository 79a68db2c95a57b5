/** What a benchmark needs of the clients of a variant. */
import type { Traffic } from "@quickpong/client/net/links/match-link.ts";

export interface Load {
  /** Lets everybody in. */
  ramp(): Promise<void>;
  /** Players who are playing now. */
  playing(): number;
  /** Payload bytes and messages of all of them, so far. */
  readonly traffic: Readonly<Traffic>;
  /** Players lost and wrong pairs so far. */
  trouble(): number;
  stop(): void;
}

/** Calls `add` for each of `n`, `rate` a second; stops when `stopped`. */
export async function rampUp(
  n: number,
  rate: number,
  add: (i: number) => void,
  stopped: () => boolean,
): Promise<void> {
  const begin = performance.now();
  for (let i = 0; i < n && !stopped(); ) {
    const due = Math.ceil(((performance.now() - begin) * rate) / 1000);
    while (i < Math.min(n, due)) add(i++);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}

export const noTraffic = (): Traffic => ({
  upMessages: 0,
  upBytes: 0,
  downMessages: 0,
  downBytes: 0,
});
