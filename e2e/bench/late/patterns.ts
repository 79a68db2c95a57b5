/**
 * What a player gains who stamps late in a fixed pattern, and what the opponent loses. The cheat sees the
 * ball for longer by running P behind, always or on a share of the contacts.
 */
import { Clocks } from "@quickpong/client/net/clocks.ts";
import { defenderOf } from "@quickpong/shared/ball.ts";
import { LEFT, otherSide, SIDES, ticksFromMs } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { LinkQuality } from "../../virtual/channel.ts";
import { World } from "../../virtual/world.ts";

/** Length of a match (ms). */
const MATCH = 60_000;

/** Clocks whose P lies behind by `lag` ms on a share of the flights. */
class LateClocks extends Clocks {
  late = false;
  readonly lag: number;
  constructor(lag: number) {
    super();
    this.lag = lag;
  }
  override get P(): number {
    return super.P - (this.late ? ticksFromMs(this.lag) : 0);
  }
}

interface Cheat {
  name: string;
  lag: number;
  /** Whether to be late for contact number `n`. */
  when: (n: number, random: () => number) => boolean;
}

const CHEATS: readonly Cheat[] = [
  { name: "honest", lag: 0, when: () => false },
  ...[60, 150, 250, 440, 790].flatMap((lag): Cheat[] => [
    { name: `${lag} ms late, always`, lag, when: () => true },
    { name: `${lag} ms late, every other`, lag, when: (n) => n % 4 < 2 },
    { name: `${lag} ms late, every third`, lag, when: (n) => n % 6 < 2 },
    { name: `${lag} ms late, every tenth`, lag, when: (n) => n % 20 < 2 },
    { name: `${lag} ms late, a third at random`, lag, when: (_, random) => random() < 1 / 3 },
  ]),
];

function play(cheat: Cheat, link: LinkQuality, seed: number, total: Totals): void {
  const clocks = new LateClocks(cheat.lag);
  const world = new World({ seed, quality: [link, link], mode: "quickpong", cheat: clocks });
  const random = randomFrom(seed);
  let seen = 0;
  for (let t = 0; t < MATCH; t += 1000 / 60) {
    world.run(t);
    const { match } = world.server;
    while (seen < match.flightCount) {
      seen++;
      const flight = match.flights.at(seen - match.flightCount - 1);
      if (flight && defenderOf(flight) === LEFT) clocks.late = cheat.when(seen, random);
    }
  }
  total.add(world);
}

class Totals {
  contacts: [number, number] = [0, 0];
  misses: [number, number] = [0, 0];
  holds = 0;
  wrong: [number, number] = [0, 0];

  add(world: World): void {
    for (const side of SIDES) {
      const { counts } = world.clients[side].netplay.contacts;
      this.contacts[side] += counts.own;
      this.wrong[side] += counts.ownWrong;
      this.misses[otherSide(side)] += world.server.points.of(side);
    }
    this.holds += world.clients[1].netplay.stats.longStalls;
  }
}

const percent = (a: number, b: number): string => `${((100 * a) / b).toFixed(1)} %`.padStart(8);

/** Prints a row for each pattern; of `lag` ms alone, when that is given. */
export function playPatterns(matches: number, link: LinkQuality, lag: number | undefined): void {
  console.log(`late stamps at ${link.rtt}/${link.jitter}/0, ${matches} matches of 60 s each\n`);
  console.log(
    `${"".padEnd(30)}  cheat misses  opponent misses  opponent held  cheat's screen wrong`,
  );
  for (const cheat of CHEATS.filter((each) => !(lag && each.lag) || each.lag === lag)) {
    const total = new Totals();
    for (let seed = 1; seed <= matches; seed++) play(cheat, link, seed, total);
    const [mine, theirs] = total.contacts;
    console.log(
      `${cheat.name.padEnd(30)}  ${percent(total.misses[0], mine).padStart(12)}  ${percent(total.misses[1], theirs).padStart(15)}  ${percent(total.holds, mine).padStart(13)}  ${percent(total.wrong[0], mine).padStart(20)}`,
    );
  }
}
