/** Records matches, and rates them in the same transaction: as many statements for sixty as for one. */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import { REPEAT_WINDOW } from "../rating/rating.ts";
import { claimTotals, keepClaims, type NamedClaim } from "./claims.ts";
import { keepTries } from "./daily.ts";
import { type Occupant, pairOf } from "./pair.ts";
import { keepReplays, type PackedReplay } from "./replays.ts";
import { shownChange } from "./shown.ts";
import { type Known, type NewSeat, Standings } from "./standings.ts";
import type { MatchResult, SavedMatch, SecretHash } from "./store.ts";
import type { Db, PlayerRow } from "./tables.ts";

/** Within a transaction that nobody else writes beside. An id that was recorded before changes nothing. */
export async function recordMatches(
  db: Db,
  results: readonly MatchResult[],
  packed: ReadonlyMap<string, PackedReplay>,
): Promise<SavedMatch[]> {
  const saved = await findSaved(db, results);
  const fresh = new Map(results.filter(({ id }) => !saved.has(id)).map((each) => [each.id, each]));
  for (const [id, match] of await recordNew(db, [...fresh.values()], packed)) saved.set(id, match);
  return results.map(({ id }) => saved.get(id) as SavedMatch);
}

async function recordNew(
  db: Db,
  results: readonly MatchResult[],
  packed: ReadonlyMap<string, PackedReplay>,
): Promise<Map<string, SavedMatch>> {
  if (results.length === 0) return new Map();
  const known = await readKnown(db, results);
  const standings = new Standings(known);
  const played = results.map((result) => standings.play(result));
  await keepClaims(db, claimsIn(results, known));
  const inserted = await db
    .insertInto("match")
    .values(played.map(({ match }) => match))
    .returning(["id", "seq"])
    .execute();
  const seqOf = new Map(inserted.map(({ id, seq }) => [id, seq]));
  const saved = played.map(({ match, seats }) => {
    const seq = seqOf.get(match.id) as number;
    return [
      match.id,
      savedAs(seq, packed.get(match.id)?.id ?? null, ...seats),
      seats.map((seat) => ({ ...seat, match: seq })),
    ] as const;
  });
  await db
    .insertInto("seat")
    .values(saved.flatMap(([, , seats]) => seats))
    .execute();
  await keepReplays(db, seqOf, packed);
  await keepPlayers(db, [...known.players.values()]);
  await keepTries(
    db,
    results.flatMap(({ daily, endedAt }, n) => {
      const seat = saved[n]?.[2][0];
      return daily && seat ? [{ ...daily, ...seat, at: endedAt }] : [];
    }),
  );
  return new Map(saved.map(([id, match]) => [id, match]));
}

const savedAs = (
  seq: number,
  replay: ReplayId | null,
  left: NewSeat,
  right: NewSeat,
): SavedMatch => ({
  seq,
  replay,
  changes: [shownChange(left), shownChange(right)],
  players: [left.player, right.player],
});

/** What was recorded under these ids. */
async function findSaved(
  db: Db,
  results: readonly MatchResult[],
): Promise<Map<string, SavedMatch>> {
  const ids = results.map(({ id }) => id);
  const rows = await db
    .selectFrom("match")
    .innerJoin("seat", "seat.match", "match.seq")
    .selectAll("seat")
    .leftJoin("replay", "replay.match", "match.seq")
    .select(["match.id", "replay.id as replay"])
    .where("match.id", "in", ids)
    .orderBy("seat.match")
    .orderBy("seat.side")
    .execute();
  const saved = new Map<string, SavedMatch>();
  for (const [n, left] of rows.entries()) {
    const right = rows[n + 1];
    if (right?.match === left.match)
      saved.set(left.id, savedAs(left.match, left.replay, left, right));
  }
  return saved;
}

async function readKnown(db: Db, results: readonly MatchResult[]): Promise<Known> {
  const hashes = [...new Set(results.flatMap(({ seats }) => seats.flatMap(hashIn)))];
  const [byCredential, byClaim] = [
    await playersOf(db, "credential", hashes),
    await playersOf(db, "claim", hashes),
  ];
  const found = [...byClaim, ...byCredential];
  const rows = [...found, ...(await signedOut(db, results, found))];
  const playerOf = new Map(rows.map(({ hash, id }) => [hash, id]));
  const players = new Map(rows.map(({ hash: _, ...player }) => [player.id, player]));
  const claims = await claimTotals(
    db,
    hashes.filter((hash) => !playerOf.has(hash)),
  );
  return { playerOf, players, claims, meetings: await meetingsOf(db, results, playerOf) };
}

const hashIn = (seat: MatchResult["seats"][0]): SecretHash[] =>
  seat.kind === "credential" || seat.kind === "claim" ? [seat.hash] : [];

type Holder = PlayerRow & { hash: SecretHash };

/** Players whose credentials were theirs when the match began, and were signed out since. */
async function signedOut(
  db: Db,
  results: readonly MatchResult[],
  found: readonly Holder[],
): Promise<Holder[]> {
  const known = new Set(found.map(({ hash }) => hash));
  const seats = results.flatMap((result) => result.seats);
  const holders = seats.flatMap((seat) => {
    if (seat.kind !== "credential" || known.has(seat.hash) || !seat.player) return [];
    return [{ hash: seat.hash, id: seat.player }];
  });
  if (holders.length === 0) return [];
  const ids = [...new Set(holders.map(({ id }) => id))];
  const rows = await db.selectFrom("player").selectAll().where("id", "in", ids).execute();
  const players = new Map(rows.map((row) => [row.id, row]));
  return holders.flatMap(({ hash, id }) => {
    const player = players.get(id);
    return player ? [{ ...player, hash }] : [];
  });
}

async function playersOf(
  db: Db,
  by: "credential" | "claim",
  hashes: readonly SecretHash[],
): Promise<Holder[]> {
  if (hashes.length === 0) return [];
  return db
    .selectFrom(by)
    .innerJoin("player", "player.id", `${by}.player`)
    .selectAll("player")
    .select(`${by}.hash`)
    .where(`${by}.hash`, "in", hashes)
    .execute();
}

/** When rated matches of the same two ended, as far back as they count. */
async function meetingsOf(
  db: Db,
  results: readonly MatchResult[],
  playerOf: ReadonlyMap<SecretHash, PlayerId>,
): Promise<Map<string, number[]>> {
  const rated = results.filter((result) => result.rated);
  const pairs = rated.flatMap(({ seats }) => {
    const [left, right] = seats.map((seat) => {
      const [hash = null] = hashIn(seat);
      return { player: playerOf.get(hash ?? "") ?? null, claim: hash };
    }) as [Occupant, Occupant];
    return pairOf(left, right) ?? [];
  });
  const meetings = new Map<string, number[]>();
  if (pairs.length === 0) return meetings;
  const earliest = Math.min(...rated.map(({ endedAt }) => endedAt));
  const rows = await db
    .selectFrom("match")
    .select(["pair", "ended_at"])
    .where("pair", "in", [...new Set(pairs)])
    .where("ended_at", ">", earliest - REPEAT_WINDOW)
    .where("weight", ">", 0)
    .execute();
  for (const { pair, ended_at } of rows) {
    if (pair === null) continue;
    meetings.set(pair, [...(meetings.get(pair) ?? []), ended_at]);
  }
  return meetings;
}

/** The claims under which the matches were played, each with the latest name. */
function claimsIn(results: readonly MatchResult[], { playerOf }: Known): NamedClaim[] {
  const claims = new Map<SecretHash, NamedClaim>();
  for (const { seats, names, endedAt } of results)
    for (const [n, seat] of seats.entries())
      if (seat.kind === "claim" && !playerOf.has(seat.hash))
        claims.set(seat.hash, { hash: seat.hash, name: names[n as 0 | 1], at: endedAt });
  return [...claims.values()];
}

/** Writes what the matches have made of their players, who are all there. */
async function keepPlayers(db: Db, players: readonly PlayerRow[]): Promise<void> {
  if (players.length === 0) return;
  await db
    .insertInto("player")
    .values(players)
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet((row) => ({
        rating: row.ref("excluded.rating"),
        deviation: row.ref("excluded.deviation"),
        volatility: row.ref("excluded.volatility"),
        rated_at: row.ref("excluded.rated_at"),
        rated: row.ref("excluded.rated"),
        played: row.ref("excluded.played"),
        won: row.ref("excluded.won"),
        lost: row.ref("excluded.lost"),
        drawn: row.ref("excluded.drawn"),
        longest_rally: row.ref("excluded.longest_rally"),
        top_speed: row.ref("excluded.top_speed"),
        name: row.ref("excluded.name"),
        seen_at: row.ref("excluded.seen_at"),
      })),
    )
    .execute();
}
