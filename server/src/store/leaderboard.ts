/**
 * The leaderboard, as the store's thread keeps it in memory: made up anew while somebody looks, in steps between
 * which other questions are answered. Only names are looked up when it is shown.
 */
import type { PlayerId } from "@quickpong/shared/protocol/players.ts";
import type { BoardName, Missing, TopAnswer, TopRow } from "@quickpong/shared/protocol/top.ts";
import type { Crowd } from "../rating/crowd.ts";
import { missingFor, sureStrength } from "../rating/listing.ts";
import { ratingAt } from "../rating/rating.ts";
import { BestPlaces } from "./best-places.ts";
import type { Database } from "./database.ts";
import { type Listed, listedIn, readCrowd } from "./read-crowd.ts";
import type { PlayerRow } from "./tables.ts";
import { ratingOf } from "./totals.ts";

/** It is as old as this at least before it is made up anew (ms). */
const EVERY = 60_000;
/** It takes one part in so many of the thread's time at most. */
const SHARE = 20;
/** Rows of the first places, and of those whom the player who asks has met. */
const ROWS = 50;
/** Places before and after the own one. */
const AROUND = 3;
/** Players who are looked up for an answer at most. */
const ASKED_MAX = 1 + 2 * ROWS + 2 * AROUND + 1;

class Board {
  readonly all: readonly Listed[];
  /** By player, from 0. */
  readonly #places: ReadonlyMap<PlayerId, number>;

  constructor(listed: Listed[]) {
    this.all = listed.sort((a, b) => sureStrength(b) - sureStrength(a) || (a.id < b.id ? -1 : 1));
    this.#places = new Map(this.all.map(({ id }, place) => [id, place]));
  }

  placeOf = (id: PlayerId | null): number | undefined => this.#places.get(id ?? "");
}

interface Made {
  /** ms since 1970. */
  at: number;
  crowd: Crowd;
  boards: Readonly<Record<BoardName, Board>>;
}

export class Leaderboard {
  readonly #database: Database;
  readonly #best: BestPlaces;
  #made: Made | undefined;
  #making: Promise<Made> | undefined;
  /** How long it took the last time (ms). */
  #took = 0;

  constructor(database: Database) {
    this.#database = database;
    this.#best = new BestPlaces(database);
  }

  /** See Store.top. What is too old is shown once more, and made up anew meanwhile. */
  async top(name: BoardName, viewer: PlayerId | null, at: number): Promise<TopAnswer> {
    const made = this.#made;
    if (!made) return this.#answer(await this.refresh(at), name, viewer, at);
    if (Math.abs(at - made.at) > Math.max(EVERY, SHARE * this.#took))
      this.refresh(at).catch(() => {});
    return this.#answer(made, name, viewer, at);
  }

  /** Makes it up as of `at`, unless that is being done. */
  refresh(at: number): Promise<Made> {
    this.#making ??= this.#make(at).finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #make(at: number): Promise<Made> {
    const began = performance.now();
    const crowd = await readCrowd(this.#database.db, at);
    const listed = await listedIn(this.#database.db, crowd, at);
    const ever = await this.#best.raise(listed);
    this.#made = { at, crowd, boards: { month: new Board(listed), ever: new Board(ever) } };
    this.#took = performance.now() - began;
    return this.#made;
  }

  async #answer(
    { at, crowd, boards }: Made,
    name: BoardName,
    viewer: PlayerId | null,
    now: number,
  ): Promise<TopAnswer> {
    const { all, placeOf } = boards[name];
    const own = placeOf(viewer);
    const around = own === undefined ? [] : slice(own - AROUND, own + AROUND + 1, all.length);
    const played = viewer === null ? [] : playedPlaces(viewer, crowd, placeOf);
    const first = slice(0, ROWS, all.length);
    const places = [...new Set([...first, ...around, ...played])];
    const players = await this.#players([viewer, ...places.map((place) => all[place]?.id ?? null)]);
    // Without players who were deleted meanwhile.
    const rowAt = (place: number) => {
      const listed = all[place];
      const player = players.get(listed?.id ?? "");
      return listed && player ? rowOf(place, listed, player.name, name) : [];
    };
    return {
      board: name,
      at,
      listed: all.length,
      rows: first.flatMap(rowAt),
      own: (own === undefined ? undefined : [own].flatMap(rowAt)[0]) ?? null,
      around: around.flatMap(rowAt),
      played: played.flatMap(rowAt),
      missing: missingOf(players.get(viewer ?? ""), crowd, now),
    };
  }

  async #players(ids: readonly (PlayerId | null)[]): Promise<Map<PlayerId, PlayerRow>> {
    // Always as many, so that it is the same statement; nobody's id is empty.
    const wanted = Array.from({ length: ASKED_MAX }, (_, n) => ids[n] ?? "");
    const players = this.#database.db.selectFrom("player").selectAll();
    const found = await players.where("id", "in", wanted).execute();
    return new Map(found.map((player) => [player.id, player]));
  }
}

function missingOf(player: PlayerRow | undefined, crowd: Crowd, now: number): Missing | null {
  if (!player) return null;
  return missingFor(ratingAt(ratingOf(player), now), player.rated, crowd.activityOf(player.id));
}

function rowOf(place: number, listed: Listed, name: string, board: BoardName): TopRow {
  const { id, rating, at } = listed;
  const sure = Math.round(sureStrength(listed));
  const row = { place: place + 1, id, name, rating: Math.round(rating), sure };
  return board === "ever" ? { ...row, reached: at } : row;
}

/** Places of whom the player has met, the best first, and the own one. */
function playedPlaces(
  viewer: PlayerId,
  crowd: Crowd,
  placeOf: (id: PlayerId) => number | undefined,
): number[] {
  const places = [viewer, ...crowd.opponentsOf(viewer)].flatMap((id) => placeOf(id) ?? []);
  return places.sort((a, b) => a - b).slice(0, ROWS);
}

const slice = (from: number, to: number, length: number): number[] => {
  const begin = Math.max(0, from);
  return Array.from({ length: Math.max(0, Math.min(length, to) - begin) }, (_, n) => begin + n);
};
