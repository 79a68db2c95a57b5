/**
 * `node shared/test/print-rings.ts`: what a patch with one segment costs when the ring of segments is
 * an array of the schema, and when its places are fields; one match alone, and many, whose memory does
 * not fit the processor's cache.
 */
import { Encoder, type Schema, schema, t } from "@colyseus/schema";
import { putSegment, SEGMENT_RING } from "../src/protocol/publication.ts";
import { PublishedPlayer } from "../src/protocol/state.ts";

const PATCHES = 100_000;
const ROUNDS = 5;

const PlayerWithArray = schema({ segments: t.array("segment" as "number") }, "PlayerWithArray");
const MatchWithArray = schema({ player: t.ref(PlayerWithArray) }, "MatchWithArray");
const MatchWithFields = schema({ player: t.ref(PublishedPlayer) }, "MatchWithFields");

const segment = (n: number) => ({ n, seq: n & 127, tick: 20 * n, y: 100, target: 200, slack: 3 });
type Put = (match: Schema, n: number) => void;
const kinds: [string, new () => Schema, Put][] = [
  [
    "array",
    MatchWithArray,
    (match, n) => {
      const { segments } = (match as InstanceType<typeof MatchWithArray>).player;
      segments[n % SEGMENT_RING] = segment(n) as unknown as number;
    },
  ],
  [
    "fields",
    MatchWithFields,
    (match, n) => putSegment((match as InstanceType<typeof MatchWithFields>).player, segment(n)),
  ],
];

/** CPU per patch (us): the median of some rounds, after one that warms up. */
function cost(Match: new () => Schema, put: Put, matches: number): number {
  Encoder.BUFFER_SIZE = 4096;
  const all = Array.from({ length: matches }, () => {
    const match = new Match();
    return { match, encoder: new Encoder(match) };
  });
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < PATCHES; i++) {
      const { match, encoder } = all[i % matches] as (typeof all)[number];
      put(match, Math.floor(i / matches));
      encoder.encode();
      encoder.discardChanges();
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / PATCHES;
  });
  return rounds.slice(1).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}

console.log("matches  ring    us per patch");
for (const matches of [1, 2000]) {
  for (const [name, Match, put] of kinds) {
    const micros = cost(Match, put, matches).toFixed(2);
    console.log(`${String(matches).padStart(7)}  ${name.padEnd(6)}  ${micros.padStart(12)}`);
  }
}
