/** What a replay says that a player saw, beside what that player's own netcode drew at the time. */
import type { Presentation } from "@quickpong/client/net/presentation.ts";
import { lagOf } from "@quickpong/client/replay/lag.ts";
import { collect } from "@quickpong/client/replay/match-record.ts";
import { PlayerScreen } from "@quickpong/client/replay/player-screen.ts";
import { beginReplayNow } from "@quickpong/client/replay/replayed-match.ts";
import { otherSide, SIDES, type Side, TICK_MS } from "@quickpong/shared/court.ts";
import { type Recording, RULES_VERSION } from "@quickpong/shared/replay.ts";
import { beforeAll, describe, expect, it } from "vitest";
import type { LinkQuality } from "../virtual/channel.ts";
import { World } from "../virtual/world.ts";

const QUALITIES: [LinkQuality, LinkQuality] = [
  { rtt: 30, jitter: 2, loss: 0 },
  { rtt: 120, jitter: 5, loss: 0 },
];
/** Clocks need some seconds to settle, and nobody knows from a recording how they did. */
const SETTLED = 6000;
const UNTIL = 26_000;
/** No multiple of a frame, so that frames are met at any of their times (ms). */
const LOOK_EVERY = 27;

/** What was drawn at `t` (ticks of the server). */
interface Drawn {
  t: number;
  own: number;
  opponent: number;
  ball: { x: number; y: number } | null;
}

function drawnBy(world: World, side: Side): Drawn {
  const { netplay, clock } = world.clients[side];
  const at = (netplay.lastFrameAt - clock.offset) / (1 + clock.drift);
  const screen = Reflect.get(netplay, "presentation") as Presentation;
  const { ownY: own, opponentY: opponent, ball } = screen;
  return { t: at / TICK_MS, own, opponent, ball };
}

function recordingOf({ server }: World): Recording {
  const { log: messages, firstKey: key, match } = server;
  return { version: RULES_VERSION, rules: match.rules, key, start: 0, messages, end: match.now };
}

const quantile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor(share * values.length)] ?? 0;

/** How far apart (u) what was drawn and what the replay says are, for nine of ten moments at most. */
function offBy(screen: PlayerScreen, side: Side, drawn: readonly Drawn[]) {
  const off = { own: [] as number[], opponent: [] as number[], ball: [] as number[] };
  for (const was of drawn) {
    const { paddleY, ball } = screen.seenAt(was.t);
    off.own.push(Math.abs(paddleY[side] - was.own));
    off.opponent.push(Math.abs(paddleY[otherSide(side)] - was.opponent));
    if (ball && was.ball) off.ball.push(Math.hypot(ball.x - was.ball.x, ball.y - was.ball.y));
  }
  const most = (values: number[]) => quantile(values, 0.9);
  return { own: most(off.own), opponent: most(off.opponent), ball: most(off.ball) };
}

describe("REPLAY-6: a player's view is what that player's screen showed", () => {
  const world = new World({ seed: 3, quality: QUALITIES, mode: "quickpong" });
  const drawn: [Drawn[], Drawn[]] = [[], []];

  beforeAll(() => {
    world.run(SETTLED);
    while (world.now < UNTIL) {
      world.run(world.now + LOOK_EVERY);
      for (const side of SIDES) drawn[side].push(drawnBy(world, side));
    }
  }, 60_000);

  it.each(SIDES)("of side %i", (side) => {
    const recording = recordingOf(world);
    const record = collect(beginReplayNow(recording), recording);
    const screen = new PlayerScreen(record, side, lagOf(record, side, QUALITIES[side].rtt));
    const off = offBy(screen, side, drawn[side]);
    // A paddle moves by 5.8 u in a tick, a ball by 12 to 40.
    expect(off.own).toBeLessThan(3);
    expect(off.opponent).toBeLessThan(6);
    expect(off.ball).toBeLessThan(15);
  });

  it("wherever one comes from", () => {
    const recording = recordingOf(world);
    const record = collect(beginReplayNow(recording), recording);
    const lag = lagOf(record, 1, QUALITIES[1].rtt);
    const straight = new PlayerScreen(record, 1, lag);
    const jumping = new PlayerScreen(record, 1, lag);
    for (let t = 600; t < 1500; t += 70) {
      const expected = straight.seenAt(t);
      jumping.seenAt(1800 - t);
      const seen = jumping.seenAt(t);
      expect(Math.abs(seen.paddleY[0] - expected.paddleY[0]), `at ${t}`).toBeLessThan(1);
      expect(Math.abs(seen.paddleY[1] - expected.paddleY[1]), `at ${t}`).toBeLessThan(1);
      expect(seen.ball === null, `at ${t}`).toBe(expected.ball === null);
      const off = Math.abs((seen.ball?.x ?? 0) - (expected.ball?.x ?? 0));
      expect(off, `at ${t}`).toBeLessThan(3);
    }
  });
});
