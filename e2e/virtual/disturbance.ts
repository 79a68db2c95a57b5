/** What happens to players of a virtual match: lost and slow lines, hidden tabs, clocks in steps, and lies. */
import type { Side } from "@quickpong/shared/court.ts";
import { decodePlay, encodePlay } from "@quickpong/shared/protocol/input-codec.ts";
import type { World } from "./world.ts";

/** May do something to one of the two; `random` gives numbers in [0, 1). */
export function disturb(world: World, random: () => number): void {
  const side: Side = random() < 0.5 ? 0 : 1;
  const dice = random();
  if (!world.connected[side]) {
    if (dice < 0.5) world.restore(side);
  } else if (dice < 0.05) world.cut(side);
  else if (dice < 0.15) world.down[side].stall(world.now + random() * 2000);
  else if (dice < 0.25) world.up[side].stall(world.now + random() * 2000);
  else if (dice < 0.32) world.hide(side, world.now + random() * 5000);
  else if (dice < 0.34) world.clients[side].clock.offset += random() * 20_000;
  else if (dice < 0.36) sleep(world, side, random() * 5000);
}

/** The laptop of `side` sleeps, and its clock stands still. */
function sleep(world: World, side: Side, ms: number): void {
  world.hide(side, world.now + ms);
  world.down[side].stall(world.now + ms);
  world.clients[side].clock.offset -= ms;
}

/** A stamp moved by up to 2 s either way; now and then a frame swallowed. */
export function lie(frame: Uint8Array, random: () => number): Uint8Array | null {
  const message = decodePlay(frame);
  if (!message || message.kind === "ping" || random() < 0.5) return frame;
  if (random() < 0.1) return null;
  const tick = Math.max(0, message.tick + Math.round((random() - 0.5) * 240));
  return encodePlay({ ...message, tick });
}
