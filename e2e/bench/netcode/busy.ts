/**
 * `npm run bench:netcode -- --busy`: what an overloaded machine does to the picture, told apart on a
 * virtual clock. Either both screens are blocked again and again (no frames, what arrives waits), or
 * all messages are held up both ways, as by a proxy, a server or a browser that gets no processor.
 */
import { SIDES } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { World } from "../../virtual/world.ts";

const LINK = { rtt: 50, jitter: 15, loss: 0 };
const MATCHES = 20;
const LENGTH = 60_000;

interface Trouble {
  name: string;
  /** Each lasts from 100 ms up to this (ms); one begins every 300 to 800 ms. */
  most: number;
  upset: (world: World, until: number) => void;
}
const block = (world: World, until: number): void => {
  for (const side of SIDES) {
    world.hide(side, until);
    world.down[side].stall(until);
  }
};
const holdUp = (world: World, until: number): void => {
  for (const side of SIDES) {
    world.up[side].stall(until);
    world.down[side].stall(until);
  }
};
const TROUBLES: readonly Trouble[] = [
  { name: "screens blocked for up to 400 ms", most: 400, upset: block },
  ...[200, 400, 800].map((most) => {
    return { name: `messages held up for up to ${most} ms`, most, upset: holdUp };
  }),
];

/** Prints own contacts and those that disagreed with the screen. */
export function runBusy(seed: number, print: (line: string) => void): object[] {
  return TROUBLES.map((trouble) => {
    const counts = { contacts: 0, ownWrong: 0 };
    for (let i = 0; i < MATCHES; i++) {
      const world = play(trouble, seed + i);
      for (const side of SIDES) {
        counts.contacts += world.clients[side].netplay.contacts.counts.own;
        counts.ownWrong += world.clients[side].netplay.contacts.counts.ownWrong;
      }
    }
    print(
      `${trouble.name.padEnd(36)}  ${counts.ownWrong} of ${counts.contacts} own contacts wrong`,
    );
    return { name: trouble.name, ...counts };
  });
}

function play({ most, upset }: Trouble, seed: number): World {
  const random = randomFrom(seed);
  const world = new World({ seed, quality: [LINK, LINK], mode: "quickpong" });
  world.run(5000);
  while (world.now < LENGTH) {
    upset(world, world.now + 100 + (most - 100) * random());
    world.run(world.now + 300 + 500 * random());
  }
  return world;
}
