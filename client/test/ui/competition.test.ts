/** What the page of a competition says and shows, from views as the server gives them. */
import { type CompetitionKind, DEFAULT_SETTINGS } from "@quickpong/shared/protocol/competition.ts";
import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import type {
  Bracket,
  BracketNode,
  MatchView,
  OwnView,
  ResultView,
  TableRow,
} from "@quickpong/shared/protocol/competition-view.ts";
import { describe, expect, test } from "vitest";
import {
  championOf,
  currentRound,
  roundsOf,
  withResults,
} from "../../src/ui/competition/bracket-rounds.ts";
import { factsOf } from "../../src/ui/competition/facts.ts";
import { Known } from "../../src/ui/competition/known.ts";
import {
  aged,
  headlineOf,
  hintOf,
  standingOf,
  whyClosed,
} from "../../src/ui/competition/own-words.ts";
import { roundName } from "../../src/ui/competition/round-names.ts";
import { bestMatch, clockOf, WATCHING } from "../../src/ui/competition/shown.ts";
import { tipAt } from "../../src/ui/competition/tips.ts";

const row = (entrant: number, name: string, part: Partial<TableRow> = {}): TableRow => ({
  ...{ entrant, name, bot: false, place: entrant + 1, points: 0, won: 0, drawn: 0, lost: 0 },
  ...{ streak: 0, playing: false, present: true, out: false },
  ...part,
});
const ANN = row(0, "Ann", { points: 4, won: 2 });
const BOB = row(1, "Bob", { lost: 1 });
const CEM = row(2, "Cem", { lost: 1, place: 2 });

const newsOf = (kind: CompetitionKind, part: Partial<CompetitionNews> = {}): CompetitionNews => ({
  ...{ code: "KFRTBN", settings: DEFAULT_SETTINGS[kind], phase: "running", saved: "ready" },
  ...{ entrants: 3, present: 3, endsIn: kind === "arena" ? 485_000 : null, hostHere: true },
  ...{ table: [ANN, BOB, CEM], bracket: null, line: [], matches: [], results: [] },
  ...part,
});
const OWN: OwnView = { ...WATCHING, entrant: 2, state: "waiting" };
const match = (
  n: number,
  entrants: [number, number],
  part: Partial<MatchView> = {},
): MatchView => ({
  ...{ match: n, entrants, points: 3, node: 0, running: true, comeIn: 0, score: [0, 0] as const },
  watch: "abcdefghi",
  ...part,
  score: part.score ?? [0, 0],
});
const result = (n: number, entrants: [number, number], winner: number): ResultView => ({
  ...{ match: n, entrants, winner, score: [3, 1], how: "played", ago: 0 },
});

describe("what is said to a player", () => {
  const said = (
    kind: CompetitionKind,
    own: Partial<OwnView>,
    news: Partial<CompetitionNews> = {},
  ) => headlineOf({ news: newsOf(kind, news), own: { ...OWN, ...own } });

  test("while they wait, by kind", () => {
    expect(said("arena", {})).toBe("Looking for your next opponent");
    expect(said("cup", {})).toBe("Your next match begins when its opponent is known");
    expect(said("winnerStays", { ahead: 2 })).toBe("2 before you in line");
    expect(said("winnerStays", { ahead: 0 })).toBe("You are next");
  });

  test("when they are called, play, have missed it, are out or have left", () => {
    expect(said("arena", { state: "called", opponent: 1 })).toBe("Your match against Bob");
    expect(said("arena", { state: "playing", opponent: 1 })).toBe("You are playing against Bob");
    expect(said("arena", { state: "missed" })).toBe("You missed your match");
    expect(said("cup", { state: "out" })).toBe("You are out of the cup");
    expect(said("arena", { state: "left" })).toBe("You have left");
    expect(said("arena", { state: "left", removed: true })).toBe("The host has removed you");
  });

  test("before it begins: the host, everybody else, and with too few", () => {
    const waiting = { phase: "waiting" } as const;
    expect(said("arena", { host: true }, waiting)).toBe("Begin when everybody is here");
    expect(said("arena", {}, waiting)).toBe("The host will begin soon");
    expect(said("arena", {}, { ...waiting, hostHere: false })).toMatch(/by itself/);
    expect(said("cup", {}, { ...waiting, present: 2 })).toBe("It takes 3 players to begin");
  });

  test("when it is over: who has won, by the table or by the bracket", () => {
    const ended = { phase: "ended" } as const;
    expect(said("arena", {}, ended)).toBe("Ann won");
    expect(said("arena", { entrant: 0 }, ended)).toBe("You won");
    const nodes: BracketNode[] = [null, 1, 0, 1, 0, "nobody", 2, 1];
    expect(said("cup", {}, { ...ended, bracket: { size: 4, nodes } })).toBe("Bob won");
    expect(said("arena", {}, { ...ended, table: [row(0, "Ann"), row(1, "Bob")] })).toBe(
      "Nobody won",
    );
    expect(hintOf({ news: newsOf("arena", ended), own: OWN })).toBe("It is over");
  });

  test("place and points, where there are any", () => {
    expect(standingOf({ news: newsOf("arena"), own: { ...OWN, entrant: 0 } })).toBe(
      "Place 1 of 3 · 4 points",
    );
    expect(standingOf({ news: newsOf("cup"), own: OWN })).toBe("");
    expect(standingOf({ news: newsOf("arena"), own: WATCHING })).toBe("");
  });

  test("why one can't enter", () => {
    const why = (kind: CompetitionKind, news: Partial<CompetitionNews>, own = WATCHING) =>
      whyClosed({ news: newsOf(kind, news), own });
    expect(why("arena", {})).toBeNull();
    expect(why("arena", { entrants: 64 })).toBe("full");
    expect(why("cup", {})).toBe("begun");
    expect(why("cup", { phase: "waiting" })).toBeNull();
    expect(why("arena", { phase: "ended" })).toBe("ended");
    expect(why("arena", {}, { ...WATCHING, removed: true })).toBe("removed");
  });

  test("rules, time left and who is here in one line", () => {
    const facts = factsOf({ news: newsOf("arena"), own: OWN });
    expect(facts).toBe("Quickpong · First to 3 points · 8:05 left · 3 players here");
    expect(factsOf({ news: newsOf("cup"), own: OWN })).toBe(
      "Quickpong · First to 3 points · 3 players here",
    );
  });

  test("tips take turns, and hold in the rules that are played", () => {
    const tips = (settings: Parameters<typeof tipAt>[0]) =>
      new Set(Array.from({ length: 40 }, (_, n) => tipAt(settings, 5000 * n)));
    expect(tips(DEFAULT_SETTINGS.arena).size).toBe(5);
    const classic = tips({ ...DEFAULT_SETTINGS.cup, preset: "classic" });
    expect([...classic].join(" ")).not.toMatch(/shorter|win in a row/);
  });
});

describe("time that is left", () => {
  test("becomes less while it runs, and stands still in a pause", () => {
    const called = [match(1, [0, 1], { running: false, comeIn: 9000 })];
    const later = aged(newsOf("arena", { matches: called }), 10_000);
    expect(later.endsIn).toBe(475_000);
    expect(later.matches[0]?.comeIn).toBe(0);
    expect(aged(newsOf("arena", { phase: "paused" }), 10_000).endsIn).toBe(485_000);
  });

  test("is written as minutes and seconds", () => {
    expect([485_000, 59_001, 0, -5].map(clockOf)).toEqual(["8:05", "1:00", "0:00", "0:00"]);
  });
});

test("what a page knows comes in two parts, and is as it is by now", () => {
  const known = new Known();
  known.hearNews(newsOf("arena"), 1000);
  expect(known.at(1000)).toBeNull();
  known.hearOwn({ ...OWN, state: "called", comeIn: 27_000 }, 2000);
  expect(known.at(5000)?.own.comeIn).toBe(24_000);
  expect(known.at(5000)?.news.endsIn).toBe(481_000);
  expect(known.at(60_000)?.own.comeIn).toBe(0);
});

describe("a bracket", () => {
  /** Seven of eight places taken: the first has no opponent, 1 has beaten 2. */
  const eight: Bracket = {
    size: 8,
    nodes: [null, null, null, null, 0, 1, null, null, 0, "nobody", 1, 2, 3, 4, 5, 6],
  };

  test("is read round by round, from those who enter to the final", () => {
    const rounds = roundsOf(eight, []);
    expect(rounds.map(({ of }) => of)).toEqual([4, 2, 1]);
    const [first, second] = rounds;
    expect(first?.pairings.map(({ sides }) => sides)).toEqual([
      [0, "nobody"],
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(first?.pairings.map(({ winner }) => winner)).toEqual([0, 1, null, null]);
    expect(second?.pairings[0]?.sides).toEqual([0, 1]);
    expect(currentRound(rounds)).toBe(0);
  });

  test("has the score of results that were seen once, in its own order", () => {
    const seen = withResults(newsOf("cup", { results: [result(1, [2, 1], 2)] }), new Map());
    const later = withResults(newsOf("cup"), seen);
    expect(roundsOf(eight, [], later)[0]?.pairings[1]?.score).toEqual([1, 3]);
  });

  test("knows the match that is played for a place", () => {
    const running = match(3, [3, 4], { node: 6 });
    expect(roundsOf(eight, [running])[0]?.pairings[2]?.match).toBe(running);
  });

  test("is over with its champion", () => {
    const nodes: BracketNode[] = [null, 1, 0, 1, 0, "nobody", 2, 1];
    const rounds = roundsOf({ size: 4, nodes }, []);
    expect(currentRound(rounds)).toBe(1);
    expect(championOf(newsOf("cup", { bracket: { size: 4, nodes } }))).toBe(1);
    expect(championOf(newsOf("cup", { bracket: eight }))).toBeNull();
    const nobody: BracketNode[] = [null, "nobody", ...nodes.slice(2)];
    expect(championOf(newsOf("cup", { bracket: { size: 4, nodes: nobody } }))).toBeNull();
  });

  test("calls its rounds by their names", () => {
    expect([1, 2, 4, 8, 32].map(roundName)).toEqual([
      ...["Final", "Semi-finals", "Quarter-finals", "Last 16", "Last 64"],
    ]);
  });
});

describe("the match for a projector", () => {
  const arena = newsOf("arena", {
    matches: [match(1, [1, 2]), match(2, [0, 1]), match(3, [0, 2], { watch: "" })],
  });

  test("is that of the best places, which can be watched", () => {
    expect(bestMatch(arena)?.match).toBe(2);
  });

  test("is another one than the last, if there is one", () => {
    expect(bestMatch(arena, 2)?.match).toBe(1);
    expect(bestMatch(newsOf("arena", { matches: [match(2, [0, 1])] }), 2)?.match).toBe(2);
  });

  test("is a cup's final before its semi-final", () => {
    const cup = newsOf("cup", {
      matches: [match(1, [0, 1], { node: 2 }), match(2, [1, 2], { node: 1 })],
    });
    expect(bestMatch(cup)?.match).toBe(2);
  });

  test("is none where all were only called", () => {
    const called = [match(1, [0, 1], { running: false })];
    expect(bestMatch(newsOf("arena", { matches: called }))).toBeUndefined();
  });
});
