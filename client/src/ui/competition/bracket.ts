/** A cup's bracket: from a round on, one column each; on a phone one round at a time, the present one first. */
import type { BracketNode } from "@quickpong/shared/protocol/competition-view.ts";
import { h, setAttribute } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import {
  currentRound,
  type Pairing,
  type Round,
  roundsOf,
  type Scores,
  withResults,
} from "./bracket-rounds.ts";
import { roundName } from "./round-names.ts";
import { nameIn, type Part, type Shown, secondsOf } from "./shown.ts";

export interface BracketOptions {
  /** A menu of rounds, for whoever has a hand free. */
  menu?: boolean;
  /** What there is room for. */
  room?: () => BracketRoom;
}

export interface BracketRoom {
  /** Rounds side by side. */
  rounds: number;
  /** Pairings one below the other; a round with more of them stands alone. */
  rows: number;
  /** Pairings of such a round; those that are more take turns. */
  pairings: number;
  /** Whose turn it is. */
  turn: number;
}

const ENDLESS: BracketRoom = {
  rounds: Number.POSITIVE_INFINITY,
  rows: Number.POSITIVE_INFINITY,
  pairings: Number.POSITIVE_INFINITY,
  turn: 0,
};

/** Builds it. */
export function createBracket({ menu, room = () => ENDLESS }: BracketOptions): Part {
  const heading = h("h2", {}, competitionText("bracket"));
  const select = h("select");
  const label = h("label", { class: "setting" }, h("span", {}, competitionText("round")), select);
  const columns = h("div", { class: "rounds" });
  const element = h("section", { class: "bracket" }, heading, menu && label, columns);
  let scores: Scores = new Map();
  /** Null: the present round, whichever that is. */
  let chosen: number | null = null;
  let last: Shown | null = null;
  let written = "";
  const write = (shown: Shown) => {
    last = shown;
    const { bracket, matches } = shown.news;
    setAttribute(element, "hidden", bracket === null);
    if (!bracket) return;
    scores = withResults(shown.news, scores);
    const rounds = roundsOf(bracket, matches, scores);
    const from = Math.min(chosen ?? currentRound(rounds), rounds.length - 1);
    fillMenu(select, rounds, from);
    const seen = fitted(rounds.slice(from), room());
    setAttribute(columns, "data-rounds", String(seen.length));
    const cards = seen.map((round) => columnOf(round, shown));
    // What is the same is left alone: somebody may be reading it.
    const now = cards.map(({ outerHTML }) => outerHTML).join("");
    if (now !== written) columns.replaceChildren(...cards);
    written = now;
  };
  select.addEventListener("change", () => {
    chosen = select.selectedIndex;
    if (last) write(last);
  });
  return { element, update: write };
}

/** As much of them as there is room for. */
function fitted(rounds: readonly Round[], room: BracketRoom): Round[] {
  const [first] = rounds;
  if (!first || first.of <= room.rows) return rounds.slice(0, room.rounds);
  const from = (room.turn * room.pairings) % first.of;
  return [{ of: first.of, pairings: first.pairings.slice(from, from + room.pairings) }];
}

function fillMenu(select: HTMLSelectElement, rounds: readonly Round[], from: number): void {
  if (select.options.length !== rounds.length) {
    const names = rounds.map(({ of }) => h("option", {}, roundName(of)));
    select.replaceChildren(...names);
  }
  select.selectedIndex = from;
}

function columnOf({ of, pairings }: Round, shown: Shown): HTMLElement {
  return h(
    "section",
    { class: "round", "data-pairings": pairings.length },
    h("h3", {}, roundName(of)),
    h("ol", {}, ...pairings.map((pairing) => h("li", {}, cardOf(pairing, shown)))),
  );
}

function cardOf(pairing: Pairing, shown: Shown): HTMLElement {
  const { sides, match } = pairing;
  const state = match ? (match.running ? "running" : "called") : pairing.decided ? "over" : "open";
  const note =
    match && !match.running ? competitionText("calledFor", { n: secondsOf(match.comeIn) }) : "";
  return h(
    "div",
    { class: `pairing ${state}` },
    sideOf(sides[0], 0, pairing, shown),
    sideOf(sides[1], 1, pairing, shown),
    note && h("small", {}, note),
  );
}

function sideOf(
  who: BracketNode,
  side: 0 | 1,
  pairing: Pairing,
  { news, own }: Shown,
): HTMLElement {
  const { winner, decided, match } = pairing;
  const score = match ? turned(match, pairing)[side] : pairing.score?.[side];
  const shownScore = match?.running || (decided && score !== undefined);
  const won = who !== null && who === winner;
  const name =
    typeof who === "number"
      ? h("span", { class: "name", dir: "auto", translate: "no" }, nameIn(news, who))
      : h("span", { class: "name nobody" }, competitionText(who === "nobody" ? "bye" : "open"));
  const looks = [
    "side",
    won && "won",
    decided && !won && "lost",
    typeof who === "number" && who === own.entrant && "own",
  ];
  return h(
    "p",
    { class: looks.filter(Boolean).join(" ") },
    name,
    // Colour is never the only sign.
    won && h("span", { class: "mark", role: "img", "aria-label": competitionText("colWon") }, "✓"),
    shownScore && h("b", { translate: "no" }, String(score ?? 0)),
  );
}

/** A match's score in the order of the bracket. */
function turned({ entrants, score }: NonNullable<Pairing["match"]>, { sides }: Pairing) {
  return entrants[0] === sides[0] ? score : ([score[1], score[0]] as const);
}
