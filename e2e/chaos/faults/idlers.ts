/** Players who take seats to hold others up: they idle in match after match. */
import { setTimeout as sleep } from "node:timers/promises";
import { PHASES } from "@quickpong/shared/match.ts";
import { atMost, type Fault } from "../finding.ts";
import { enterLobby, type RawClient, takeSeat } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { until } from "../until.ts";

/** Idlers at one address, of whom one waits at a time, so that they don't meet each other. */
const IDLERS = 12;
const ADDRESS = "198.51.100.77";
/** Honest players, each from an address of their own, two a second. */
const HONEST = 60;
const A_SECOND = 2;
/** Were all alike it would be 40 (%); the first five come before the address stands out. */
const MET_MAX = 20;
/** To be offered somebody, or for a match in which one idles (ms). */
const PATIENCE = 20_000;
/** For all of it (ms). */
const LONG = 120_000;

/** Idles through matches until `ended`, each time as somebody new. */
async function idle({ url }: ServerEnv, turn: { taken: boolean; ended: boolean }): Promise<void> {
  while (!turn.ended) {
    await until("a turn", () => !turn.taken || turn.ended, LONG);
    if (turn.ended) return;
    turn.taken = true;
    const guest = await enterLobby(url, "Idler", false, {}, ADDRESS);
    await until("an offer", () => guest.offer ?? guest.closed ?? turn.ended, LONG);
    turn.taken = false;
    if (!guest.offer) return guest.leave();
    const player = await takeSeat(url, guest);
    await until("its end", () => hasEnded(player) || turn.ended, LONG);
    player.leave();
  }
}

const hasEnded = ({ state, closed }: RawClient): boolean =>
  closed !== undefined || state.phase === PHASES.indexOf("finished");

/** Comes, and plays when there is somebody; whether that was an idler. */
async function come({ url }: ServerEnv, n: number): Promise<boolean> {
  const guest = await enterLobby(url, `Honest ${n}`, false, {}, `203.0.113.${n}`);
  const offer = await until("an offer", () => guest.offer, PATIENCE);
  const player = await takeSeat(url, guest);
  const met = offer.opponent === "Idler";
  for (const end = performance.now() + PATIENCE; met && performance.now() < end; ) {
    player.move(player.state.tick, 0);
    if (hasEnded(player)) break;
    await sleep(500);
  }
  player.leave();
  return met;
}

const idlers: Fault = {
  name: "idlers at one address",
  guarantee: "Few honest players meet who idles again and again, however fresh the tab.",
  slow: true,
  async play(env) {
    const turn = { taken: false, ended: false };
    const idling = Array.from({ length: IDLERS }, () => idle(env, turn));
    await until("the first waits", () => turn.taken);
    const coming: Promise<boolean>[] = [];
    for (let n = 0; n < HONEST; n++) {
      coming.push(come(env, n));
      await sleep(1000 / A_SECOND);
    }
    const met = (await Promise.all(coming)).filter(Boolean).length;
    turn.ended = true;
    await Promise.all(idling);
    return [
      ...env.survived(),
      atMost("honest players who met one", (100 * met) / HONEST, MET_MAX, "%"),
    ];
  },
};

export const idlerFaults = [idlers];
