/** Random matches, claims, repetitions and deletions: the store against a model that knows nothing of tables. */
import type { MatchKind, PlayerId } from "@quickpong/shared/protocol/players.ts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  matchWeight,
  newRating,
  rateMatch,
  ratingAt,
  type StoredRating,
} from "../../src/rating/rating.ts";
import type { MatchResult, SavedMatch, Store } from "../../src/store/store.ts";
import { claimOf, credentialOf, DAY, hashOf, MINUTE, NOON, resultOf } from "./results.ts";
import { openTestStore, type StoreSettings } from "./test-store.ts";

const PEOPLE = 4;

const person = fc.nat(PEOPLE - 1);
const ending = fc.constantFrom(
  { winner: 0, reason: "score" } as const,
  { winner: 1, reason: "left" } as const,
  { winner: null, reason: "timeout" } as const,
  { winner: null, reason: "void" } as const,
);
const match = fc.record({
  left: person,
  right: person,
  ending,
  kind: fc.constantFrom<MatchKind>("public", "private", "bot"),
  rated: fc.boolean(),
  sameAddress: fc.boolean(),
  // Clocks of processes differ, and some go back.
  later: fc.integer({ min: -60, max: 600 }),
  longestRally: fc.nat(50),
});
const command = fc.oneof(
  { weight: 8, arbitrary: match.map((played) => ({ played })) },
  { weight: 2, arbitrary: fc.nat().map((again) => ({ again })) },
  { weight: 2, arbitrary: person.map((claimed) => ({ claimed })) },
  { weight: 1, arbitrary: person.map((erased) => ({ erased })) },
);

/** Somebody as the model knows them. */
class Person {
  readonly secret: string;
  id: PlayerId | undefined;
  isErased = false;
  rating: StoredRating | undefined;
  played = 0;
  won = 0;
  longestRally = 0;

  constructor(secret: string) {
    this.secret = secret;
  }
  /** What its seat knows: a claim stands for its player, too. */
  get seat() {
    return this.isErased ? credentialOf(this.secret) : claimOf(this.secret);
  }
}

class Model {
  readonly people: Person[];
  readonly #meetings: { pair: string; at: number }[] = [];

  constructor(run: string) {
    this.people = Array.from({ length: PEOPLE }, (_, n) => new Person(`${run} ${n}`));
  }

  play(left: Person, right: Person, result: MatchResult): void {
    const isVoid = result.reason === "void";
    const counts = result.rated && !isVoid && left !== right;
    if (counts) this.#rate(left, right, result);
    if (isVoid) return;
    for (const [side, one] of [left, right].entries()) {
      if (one.isErased) continue;
      one.played++;
      if (result.kind === "public" && result.winner === side) one.won++;
      one.longestRally = Math.max(one.longestRally, result.longestRally);
    }
  }

  #rate(left: Person, right: Person, { endedAt, winner, sameAddress }: MatchResult): void {
    const pair = [left.secret, right.secret].sort().join();
    const isNew = left.isErased || right.isErased;
    const earlier = isNew
      ? []
      : this.#meetings.filter((each) => each.pair === pair && each.at > endedAt - DAY);
    const weight = matchWeight(earlier.length, sameAddress);
    if (weight === 0) return;
    if (!isNew) this.#meetings.push({ pair, at: endedAt });
    const anew = newRating(endedAt);
    const own = [left, right].map(({ rating }) => rating ?? anew);
    const shown = [left, right].map(({ id, rating, isErased }) =>
      id !== undefined && !isErased ? (rating ?? anew) : anew,
    );
    const [l, r] = [own[0] as StoredRating, own[1] as StoredRating];
    [left.rating] = rateMatch(l, shown[1] as StoredRating, winner, weight, endedAt);
    [, right.rating] = rateMatch(shown[0] as StoredRating, r, winner, weight, endedAt);
  }
}

async function play(store: Store, run: string, commands: Command[]): Promise<Model> {
  const model = new Model(run);
  const results: [MatchResult, Promise<SavedMatch>][] = [];
  let at = NOON;
  for (const each of commands) {
    if ("played" in each) {
      const { left, right, ending, later, ...rest } = each.played;
      at += later * MINUTE;
      const [one, other] = [model.people[left] as Person, model.people[right] as Person];
      const result = resultOf(one.seat, other.seat, { ...rest, ...ending, endedAt: at });
      results.push([result, store.record(result)]);
      model.play(one, other, result);
    } else if ("again" in each) {
      const [result, saved] = results[each.again % results.length] ?? [];
      if (result) expect((await store.record(result)).seq).toBe((await saved)?.seq);
    } else {
      // Results wait for a moment; these don't.
      await Promise.all(results.map(([, saved]) => saved));
      if ("claimed" in each) await claim(store, model.people[each.claimed] as Person, at);
      else await erase(store, model.people[each.erased] as Person);
    }
  }
  await Promise.all(results.map(([, saved]) => saved));
  return model;
}
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

async function claim(store: Store, person: Person, at: number): Promise<void> {
  if (person.isErased) return;
  const credential = { hash: hashOf(`${person.secret} device`), label: "" };
  // Before any of its times: none has expired.
  const id = await store.redeemClaim(hashOf(person.secret), credential, Math.min(at, NOON - DAY));
  person.id ??= id ?? undefined;
  expect(id).toBe(person.id ?? null);
}

async function erase(store: Store, person: Person): Promise<void> {
  if (!person.id || person.isErased) return;
  await store.erase(person.id);
  person.isErased = true;
}

/** Adds the test, of the store that `settings` name when it begins. */
export function testRandomMatches(settings: () => StoreSettings, numRuns: number): void {
  let store: Store;
  beforeAll(async () => {
    store = (await openTestStore(settings())).store;
  });
  afterAll(() => store.close(1000));

  test("each rating is the fold of its player's matches to the bit, and each match counts once", async () => {
    let runs = 0;
    const commands = fc.array(command, { minLength: 10, maxLength: 40 });
    const property = fc.asyncProperty(commands, async (all) => {
      const model = await play(store, `run ${runs++}`, all);
      for (const { id, secret, isErased, rating, played, won, longestRally } of model.people) {
        if (!id) continue;
        const found = await store.findPlayer(hashOf(`${secret} device`), NOON);
        if (isErased) expect(found).toBeNull();
        else {
          expect(found?.rating).toEqual(ratingAt(rating ?? newRating(NOON), NOON));
          const profile = await store.profile(id, null, NOON);
          expect(profile).toMatchObject({ played, won, longestRally });
        }
      }
    });
    await fc.assert(property, { numRuns });
  }, 120_000);
}
