/** What goes wrong inside the server: exceptions, stalls, a clock that is set. */
import { setTimeout as sleep } from "node:timers/promises";
import { TICK_RATE } from "@quickpong/shared/court.ts";
import { KEEPALIVE_EVERY } from "@quickpong/shared/protocol/diff-and-publish.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { atLeast, atMost, type Fault, type Figure } from "../finding.ts";
import { pairUp } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil } from "../until.ts";

/** After a stall every tick must be on time again so soon (ms). */
const RECOVERY_MAX = 100;
const HOUR = 3_600_000;
/** How long the clock is off (ms), and the ticks that a match runs at least. */
const CLOCK_MS = 2500;
const TICKS_MIN = (0.9 * TICK_RATE) / KEEPALIVE_EVERY;

/** One match throws: its players are told, the others play on. */
const throwing = (what: string, where: "play" | "tick"): Fault => ({
  name: `throw in ${what}`,
  guarantee: "It ends that one match, whose players are told and can play on elsewhere.",
  play: (env) =>
    env.meanwhile(async () => {
      const { matches } = await env.vitals();
      const [a, b] = await pairUp(env.url);
      await env.tell("throw", { where, name: a.name });
      a.play({ kind: "watermark", tick: 1 });
      const ms = await timeUntil(() => a.closed && b.closed, 3000);
      const told = [a, b].filter(({ closed }) => closed === CloseReason.roomFailed).length;
      const after = await env.vitals();
      const again = await pairUp(env.url);
      for (const each of again) each.leave();
      return [
        atLeast("players told", told, 2),
        atMost("told after", ms, 1000, "ms"),
        atMost("other matches ended", matches - after.matches, 0),
      ];
    }),
});

const stalled = (ms: number): Omit<Fault, "slow"> => ({
  name: `stall of ${ms / 1000} s`,
  guarantee: "Within 100 ms every tick is on time again, and nobody is lost.",
  async play(env) {
    const lost = env.tally.lost;
    await env.lively();
    let stall = { recoveredMs: 0, late: 0 };
    // A match that waits for its players' inputs has nothing due; among a few, perhaps none has.
    for (let tries = 0; tries < 4 && stall.late === 0; tries++) {
      stall = await env.tell("stall", { ms });
    }
    const { recoveredMs, late } = stall;
    return [
      atLeast("ticks that had to wait", late, 1),
      atMost("late for", recoveredMs, RECOVERY_MAX, "ms"),
      atMost("players lost", env.tally.lost - lost, 0),
    ];
  },
});

/** Steps the clock, looks for a while, joins somebody, and steps it back. */
async function underClock(env: ServerEnv, ms: number): Promise<Figure[]> {
  const { matches } = await env.vitals();
  await env.tell("clock", { ms });
  await sleep(CLOCK_MS);
  const pair = await pairUp(env.url);
  const after = await env.vitals();
  for (const each of pair) each.leave();
  await env.tell("clock", { ms: 0 });
  return [
    atMost("matches ended", matches + 1 - after.matches, 0),
    atLeast("ticks", after.late.count / matches / (CLOCK_MS / 1000), TICKS_MIN, "per match and s"),
  ];
}

const stepped = (name: string, ms: number): Fault => ({
  name: `clock ${name}`,
  guarantee: "Ticks go on, nobody is lost, joining works.",
  play: (env) => env.meanwhile(() => underClock(env, ms)),
});

export const insideFaults: Fault[] = [
  throwing("a handler", "play"),
  throwing("a step", "tick"),
  stalled(500),
  { ...stalled(2000), slow: true },
  stepped("+1 h", HOUR),
  stepped("-1 h", -HOUR),
];
