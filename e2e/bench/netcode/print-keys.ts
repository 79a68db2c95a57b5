/**
 * `node e2e/bench/netcode/print-keys.ts`: what two players with keys send and see on a virtual clock;
 * the figures of docs/adr/0008-one-keepalive-a-second.md.
 */
import { SIDES, TICK_MS } from "@quickpong/shared/court.ts";
import { World } from "../../virtual/world.ts";

const LINKS = [
  { rtt: 50, jitter: 5, loss: 0 },
  { rtt: 100, jitter: 15, loss: 0.005 },
  { rtt: 200, jitter: 30, loss: 0.02 },
];
const MATCHES = 40;
const MATCH_SECONDS = 60;
const FIRST_SEED = 7;

for (const link of LINKS) {
  const sum = { contacts: 0, ownWrong: 0, opponentWrong: 0, ahead: 0, down: 0, up: 0 };
  for (let n = 0; n < MATCHES; n++) {
    const world = new World({
      seed: FIRST_SEED + n,
      quality: [link, link],
      mode: "quickpong",
      hands: ["keys", "keys"],
    });
    world.run(1000 * MATCH_SECONDS);
    for (const side of SIDES) {
      const { contacts, clocks } = world.clients[side].netplay;
      sum.contacts += contacts.counts.own;
      sum.ownWrong += contacts.counts.ownWrong;
      sum.opponentWrong += contacts.counts.opponentWrong;
      sum.ahead += (clocks.P - clocks.R) * TICK_MS;
      sum.down += world.down[side].messages;
      sum.up += world.up[side].messages;
    }
  }
  const players = 2 * MATCHES;
  const perSecond = (count: number) => (count / players / MATCH_SECONDS).toFixed(1);
  console.log(
    `${link.rtt}/${link.jitter}/${100 * link.loss} %: wrong ${sum.ownWrong}, ${sum.opponentWrong} of ${sum.contacts};`,
    `P - R ${(sum.ahead / players).toFixed(1)} ms; frames/s ${perSecond(sum.down)} down, ${perSecond(sum.up)} up`,
  );
}
