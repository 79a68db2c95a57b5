/** How the tables came to be: each migration once, in this order. A released one is never changed. */
import { type ColumnDataType, type CreateTableBuilder, type Kysely, sql } from "kysely";

export type DatabaseKind = "sqlite" | "postgres";
/** What a migration may use: it knows no present types of tables. */
type Schema = Pick<Kysely<unknown>, "schema">;
type Migration = (db: Schema, kind: DatabaseKind) => Promise<void>;

export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  replayTables,
  bestPlaces,
  competitionTables,
  dailyTable,
  ralliesOfTheDay,
];

/** SQLite checks types of STRICT tables only, which know REAL for doubles; Postgres' REAL is a float. */
const doubleIn = (kind: DatabaseKind) => (kind === "sqlite" ? sql`real` : sql`double precision`);
const integerIn = (kind: DatabaseKind): ColumnDataType =>
  kind === "sqlite" ? "integer" : "bigint";

function strictIn<T extends string>(kind: DatabaseKind, table: CreateTableBuilder<T, never>) {
  return kind === "sqlite" ? table.modifyEnd(sql`strict`) : table;
}

async function firstTables(db: Schema, kind: DatabaseKind): Promise<void> {
  await createPlayer(db, kind);
  await createSecrets(db, kind);
  await createMatch(db, kind);
  await createSeat(db, kind);
}

async function createPlayer(db: Schema, kind: DatabaseKind): Promise<void> {
  const [double, integer] = [doubleIn(kind), integerIn(kind)];
  const table = db.schema
    .createTable("player")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("rating", double, (c) => c.notNull())
    .addColumn("deviation", double, (c) => c.notNull())
    .addColumn("volatility", double, (c) => c.notNull())
    .addColumn("rated_at", integer, (c) => c.notNull())
    .addColumn("rated", integer, (c) => c.notNull())
    .addColumn("played", integer, (c) => c.notNull())
    .addColumn("won", integer, (c) => c.notNull())
    .addColumn("lost", integer, (c) => c.notNull())
    .addColumn("drawn", integer, (c) => c.notNull())
    .addColumn("longest_rally", integer, (c) => c.notNull())
    .addColumn("top_speed", double, (c) => c.notNull())
    .addColumn("made_at", integer, (c) => c.notNull())
    .addColumn("seen_at", integer, (c) => c.notNull());
  await strictIn(kind, table).execute();
}

async function createSecrets(db: Schema, kind: DatabaseKind): Promise<void> {
  const integer = integerIn(kind);
  const credential = db.schema
    .createTable("credential")
    .addColumn("hash", "text", (c) => c.primaryKey().notNull())
    .addColumn("player", "text", (c) => c.notNull().references("player.id").onDelete("cascade"))
    .addColumn("label", "text", (c) => c.notNull())
    .addColumn("made_at", integer, (c) => c.notNull())
    .addColumn("used_at", integer, (c) => c.notNull());
  const code = db.schema
    .createTable("code")
    .addColumn("hash", "text", (c) => c.primaryKey().notNull())
    .addColumn("player", "text", (c) => c.notNull().references("player.id").onDelete("cascade"))
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("expires_at", integer);
  const claim = db.schema
    .createTable("claim")
    .addColumn("hash", "text", (c) => c.primaryKey().notNull())
    .addColumn("player", "text", (c) => c.references("player.id").onDelete("cascade"))
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("expires_at", integer, (c) => c.notNull());
  for (const table of [credential, code, claim]) await strictIn(kind, table).execute();
  for (const name of ["credential", "code", "claim"])
    await db.schema.createIndex(`${name}_player`).on(name).column("player").execute();
}

async function createMatch(db: Schema, kind: DatabaseKind): Promise<void> {
  const [double, integer] = [doubleIn(kind), integerIn(kind)];
  const table = db.schema
    .createTable("match")
    // Never given twice, so that a page's end stays where it is when matches are deleted.
    .addColumn("seq", integer, (c) =>
      kind === "sqlite"
        ? c.primaryKey().autoIncrement()
        : c.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn("id", "text", (c) => c.notNull().unique())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("winner", integer)
    .addColumn("rules", "text", (c) => c.notNull())
    .addColumn("rules_version", integer, (c) => c.notNull())
    .addColumn("ended_at", integer, (c) => c.notNull())
    .addColumn("seconds", double, (c) => c.notNull())
    .addColumn("longest_rally", integer, (c) => c.notNull())
    .addColumn("top_speed", double, (c) => c.notNull())
    .addColumn("weight", double, (c) => c.notNull())
    .addColumn("pair", "text");
  await strictIn(kind, table).execute();
  await db.schema
    .createIndex("match_pair")
    .on("match")
    .columns(["pair", "ended_at"])
    .where(sql.ref("pair"), "is not", null)
    .execute();
}

/** Name, columns, and the one that is not null in what the index has. */
const SEAT_INDEXES = [
  ["player", "player", "match", "player"],
  ["claim", "claim", "match", "claim"],
  // For the curve of a rating: every so manyth point, without reading those between.
  ["rated", "player", "rated_nth", "rated_nth"],
] as const;

async function createSeat(db: Schema, kind: DatabaseKind): Promise<void> {
  const [double, integer] = [doubleIn(kind), integerIn(kind)];
  const table = db.schema
    .createTable("seat")
    .addColumn("match", integer, (c) => c.notNull().references("match.seq").onDelete("cascade"))
    .addColumn("side", integer, (c) => c.notNull())
    .addColumn("player", "text", (c) => c.references("player.id").onDelete("set null"))
    .addColumn("claim", "text", (c) => c.references("claim.hash").onDelete("set null"))
    .addColumn("bot", "text", (c) => c.notNull())
    .addColumn("score", integer, (c) => c.notNull())
    .addColumn("rated_nth", integer)
    .addColumn("opponent_rating", double)
    .addColumn("opponent_deviation", double)
    .addColumn("rating_before", double)
    .addColumn("deviation_before", double)
    .addColumn("rating_after", double)
    .addColumn("deviation_after", double)
    .addPrimaryKeyConstraint("seat_key", ["match", "side"]);
  await (kind === "sqlite" ? table.modifyEnd(sql`strict, without rowid`) : table).execute();
  for (const [name, first, second, needed] of SEAT_INDEXES)
    await db.schema
      .createIndex(`seat_${name}`)
      .on("seat")
      .columns([first, second])
      .where(sql.ref(needed), "is not", null)
      .execute();
}

async function replayTables(db: Schema, kind: DatabaseKind): Promise<void> {
  const integer = integerIn(kind);
  const replay = db.schema
    .createTable("replay")
    .addColumn("id", "text", (c) => c.primaryKey().notNull())
    .addColumn("match", integer, (c) =>
      c.notNull().unique().references("match.seq").onDelete("cascade"),
    )
    .addColumn("verified", integer)
    .addColumn("left_rtt", integer, (c) => c.notNull())
    .addColumn("right_rtt", integer, (c) => c.notNull())
    // The last column: what is asked of the others does not read it.
    .addColumn("recording", kind === "sqlite" ? "blob" : "bytea", (c) => c.notNull());
  const star = db.schema
    .createTable("star")
    .addColumn("replay", "text", (c) => c.notNull().references("replay.id").onDelete("cascade"))
    .addColumn("player", "text", (c) => c.notNull().references("player.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("star_key", ["replay", "player"]);
  for (const table of [replay, star]) await strictIn(kind, table).execute();
  await db.schema.createIndex("star_player").on("star").column("player").execute();
}

/** The best that each player has reached on the leaderboard. */
async function bestPlaces(db: Schema, kind: DatabaseKind): Promise<void> {
  const double = doubleIn(kind);
  const table = db.schema
    .createTable("best_place")
    .addColumn("player", "text", (c) =>
      c.primaryKey().notNull().references("player.id").onDelete("cascade"),
    )
    .addColumn("rating", double, (c) => c.notNull())
    .addColumn("deviation", double, (c) => c.notNull())
    .addColumn("reached_at", integerIn(kind), (c) => c.notNull());
  await strictIn(kind, table).execute();
}

/** Arenas, cups and rooms for a crowd, each as the log of what has happened in it. */
async function competitionTables(db: Schema, kind: DatabaseKind): Promise<void> {
  const integer = integerIn(kind);
  const competition = db.schema
    .createTable("competition")
    .addColumn("code", "text", (c) => c.primaryKey().notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("host_key", "text", (c) => c.notNull())
    .addColumn("made_at", integer, (c) => c.notNull())
    .addColumn("changed_at", integer, (c) => c.notNull())
    .addColumn("epoch", integer, (c) => c.notNull())
    .addColumn("length", integer, (c) => c.notNull());
  const log = db.schema
    .createTable("event_log")
    .addColumn("competition", "text", (c) =>
      c.notNull().references("competition.code").onDelete("cascade"),
    )
    .addColumn("n", integer, (c) => c.notNull())
    .addColumn("event", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("event_log_key", ["competition", "n"]);
  for (const table of [competition, log]) await strictIn(kind, table).execute();
  await db.schema
    .createIndex("competition_changed")
    .on("competition")
    .column("changed_at")
    .execute();
}

/** Tries at the daily: a row for each player and day. */
async function dailyTable(db: Schema, kind: DatabaseKind): Promise<void> {
  const integer = integerIn(kind);
  const table = db.schema
    .createTable("daily")
    .addColumn("day", integer, (c) => c.notNull())
    .addColumn("player", "text", (c) => c.references("player.id").onDelete("cascade"))
    .addColumn("claim", "text", (c) => c.references("claim.hash").onDelete("cascade"))
    .addColumn("tries", integer, (c) => c.notNull())
    .addColumn("hits", integer)
    .addColumn("reached_at", integer)
    .addColumn("match", integer, (c) => c.references("match.seq").onDelete("set null"));
  await strictIn(kind, table).execute();
  for (const who of ["player", "claim"] as const)
    await db.schema
      .createIndex(`daily_${who}`)
      .on("daily")
      .columns([who, "day"])
      .unique()
      .where(sql.ref(who), "is not", null)
      .execute();
  for (const [name, columns] of [
    ["daily_hits", ["day", "hits desc", "reached_at", "player"]],
    ["daily_match", ["match"]],
  ] as const)
    await db.schema
      .createIndex(name)
      .on("daily")
      .columns([...columns])
      .execute();
}

/** The last day's public matches with their longest rallies. */
async function ralliesOfTheDay(db: Schema): Promise<void> {
  const index = db.schema.createIndex("match_rally").on("match");
  const ended = index.columns(["ended_at", "longest_rally"]);
  await ended.where(sql.ref("kind"), "=", sql.lit("public")).execute();
}
