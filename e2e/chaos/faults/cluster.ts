/** Two processes: Redis goes away, stops answering, starts anew; a process is killed. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterEnv } from "../cluster-env.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { enterLobby, pairUp, type RawClient, takeSeat } from "../raw-client.ts";
import { timeUntil, until } from "../until.ts";

/** Joining works again so soon after Redis is back (ms). */
const JOIN_AGAIN = 5000;
/** Players of a process that is gone know it, and play elsewhere, so soon (ms). */
const TOLD_AFTER = 3000;
/** A process that is gone may be believed to be there for so long (ms). */
const GHOSTS_FOR = 5000;
const OUTAGES = [2, 15, 30];

/** Two who come to different processes meet: how long that takes, trying again as pages do (ms). */
async function meetAcross(cluster: ClusterEnv): Promise<number> {
  const begin = performance.now();
  while (performance.now() - begin < 3 * JOIN_AGAIN) {
    const guests = await Promise.allSettled([
      enterLobby(cluster.urlOf(0)),
      enterLobby(cluster.urlOf(1)),
    ]);
    const inside = guests.flatMap((guest) => (guest.status === "fulfilled" ? [guest.value] : []));
    const met = inside.length === 2 && (await meet(cluster, inside as [RawClient, RawClient]));
    if (met) return performance.now() - begin;
    for (const guest of inside) guest.leave();
    await sleep(100);
  }
  return performance.now() - begin;
}

async function meet(cluster: ClusterEnv, guests: [RawClient, RawClient]): Promise<boolean> {
  const told = () => guests.every(({ offer, closed }) => offer || closed);
  await timeUntil(told, 1500);
  if (!guests.every(({ offer }) => offer)) return false;
  const pair = await Promise.all(guests.map((guest) => takeSeat(cluster.url, guest)));
  await timeUntil(() => pair.every(({ opponent }) => opponent.present), 1500);
  const both = pair.every(({ opponent }) => opponent.present);
  for (const player of pair) player.leave();
  return both;
}

const outage = (
  name: string,
  guarantee: string,
  away: (cluster: ClusterEnv) => Promise<void>,
  back: (cluster: ClusterEnv) => Promise<void>,
  seconds: number,
): Fault<ClusterEnv> => ({
  name,
  guarantee,
  slow: true,
  play: (cluster) =>
    cluster.meanwhile(async () => {
      const before = await meetAcross(cluster);
      // Until those two are gone.
      await sleep(1000);
      const matches = (await cluster.vitals()).map((each) => each.matches);
      const { finishes } = cluster.tally;
      await away(cluster);
      await sleep(seconds * 1000);
      const during = (await cluster.vitals()).map((each) => each.matches);
      await back(cluster);
      const again = await meetAcross(cluster);
      const ended = matches.reduce((sum, count, n) => sum + count - (during[n] ?? 0), 0);
      // Those that came to their end by score; two players count each.
      const finished = Math.ceil((cluster.tally.finishes - finishes) / 2);
      return [
        atMost("joined before in", before, JOIN_AGAIN, "ms"),
        atMost("matches cut short", Math.max(0, ended - finished), 0),
        atMost("joins again after", again, JOIN_AGAIN, "ms"),
      ];
    }),
});

const GOES_ON = "Running matches go on, and joins work again within 5 s of its return.";
const outages = OUTAGES.flatMap((seconds) => [
  outage(
    `Redis stopped for ${seconds} s`,
    GOES_ON,
    (cluster) => cluster.stopRedis(),
    (cluster) => cluster.startRedis(),
    seconds,
  ),
  outage(
    `Redis paused for ${seconds} s`,
    GOES_ON,
    async (cluster) => cluster.pauseRedis(true),
    async (cluster) => cluster.pauseRedis(false),
    seconds,
  ),
]);
const restart = outage(
  "Redis restarted",
  GOES_ON,
  (cluster) => cluster.stopRedis(),
  (cluster) => cluster.startRedis(),
  0,
);

/** Pairs until one plays on process `n`; the others stay, or the next would be where they were. */
async function pairOn(cluster: ClusterEnv, n: 0 | 1): Promise<[RawClient, RawClient]> {
  const others: RawClient[] = [];
  try {
    for (let tries = 0; tries < 20; tries++) {
      const pair = await pairUp(cluster.url);
      if (pair[0].seat.processId === `p${n + 1}`) return pair;
      others.push(...pair);
    }
    throw new Error("no match on that process");
  } finally {
    for (const player of others) player.leave();
  }
}

/** Players that process `n` believes to be elsewhere, once it has had time to hear that nobody is. */
async function ghostsOf(cluster: ClusterEnv, n: 0 | 1): Promise<number> {
  const online = async (path: string) => {
    const answer = (await (await fetch(cluster.urlOf(n) + path)).json()) as { online: number };
    return answer.online;
  };
  for (const end = performance.now() + GHOSTS_FOR; ; await sleep(100)) {
    const ghosts = (await online("/api/online")) - (await online("/healthz"));
    if (ghosts === 0 || performance.now() > end) return Math.abs(ghosts);
  }
}

const killed = (n: 0 | 1, which: string): Fault<ClusterEnv> => ({
  name: `${which} process killed`,
  guarantee: "Its players know within 3 s and play elsewhere with one click; no room stays behind.",
  slow: true,
  async play(cluster) {
    const other = (1 - n) as 0 | 1;
    await cluster.fill();
    const pair = await pairOn(cluster, n);
    const crashed = cluster.crash(n);
    const told = await timeUntil(() => pair.every(({ closed }) => closed), 10_000);
    await crashed;
    const begin = performance.now();
    let again: RawClient[] = [];
    while (again.length === 0 && performance.now() - begin < 10_000) {
      again = await pairUp(cluster.url).catch(() => sleep(100).then(() => []));
    }
    const playing = performance.now() - begin;
    const elsewhere = again.filter(({ seat }) => seat.processId === `p${other + 1}`).length;
    for (const player of again) player.leave();
    const ghosts = await ghostsOf(cluster, other);
    await cluster.start(n);
    await until("bots play again", () => cluster.allPlay, 30_000);
    const across = await meetAcross(cluster);
    return [
      atMost("told after", told, TOLD_AFTER, "ms"),
      atMost("playing again after", playing, TOLD_AFTER, "ms"),
      atLeast("of them elsewhere", elsewhere, 2),
      atMost("players believed there", ghosts, 0),
      atMost("two processes again after", across, JOIN_AGAIN, "ms"),
      ...(await cluster.pairing()),
    ];
  },
});

export const clusterFaults: readonly Fault<ClusterEnv>[] = [
  restart,
  ...outages,
  killed(1, "second"),
  killed(0, "first"),
];
