/** Matches of bots over the virtual network, on the server's own match, with everything that can happen to one. */
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { type Recording, RULES_VERSION } from "@quickpong/shared/replay.ts";
import { disturb, lie } from "../../virtual/disturbance.ts";
import { World } from "../../virtual/world.ts";

const POINTS = 3;
/** A room is left after this (ms); rematches are played until then. */
const LONGEST = 60_000;
/** Displays this slow (Hz) halve the work and change nothing that is recorded but when inputs are sent. */
const FRAME_RATE = 30;
/** One step in so many is an outage of the server, and one player in so many tells lies about the time. */
const OUTAGES = 60;
const LIARS = 4;

/** Everything that the server's match was told in one room, by its seed. */
export function playRoom(seed: number): Recording {
  const random = randomFrom(seed);
  const link = () => ({ rtt: random() * 300, jitter: random() * 30, loss: random() * 0.02 });
  const world = new World({
    ...{ seed, mode: "quickpong", pointsToWin: POINTS, unseen: true, frameRate: FRAME_RATE },
    quality: [link(), link()],
  });
  const liar = Math.floor(random() * 2 * LIARS);
  world.tamper = (side, frame) => (side === liar ? lie(frame, random) : frame);
  while (world.now < LONGEST && !world.server.over) {
    upset(world, random);
    world.run(world.now + random() * 1000);
  }
  const { match, log, firstKey } = world.server;
  return {
    version: RULES_VERSION,
    rules: match.rules,
    ...{ key: firstKey, start: 0, messages: log, end: Math.ceil(match.now) + 1 },
  };
}

function upset(world: World, random: () => number): void {
  if (random() < 1 / OUTAGES) return world.stallServer(random() * 12_000);
  disturb(world, random);
  // Whoever waits long enough claims the win; before that nothing comes of it.
  const alone = SIDES.find((side: Side) => world.connected[side] && !world.connected[1 - side]);
  if (alone !== undefined && random() < 0.2) world.server.claim(alone, world.now);
}
