/** A board of the leaderboard as a table; where there is nothing in it, what is lacking and a way to play. */
import type { Missing, TopAnswer, TopRow } from "@quickpong/shared/protocol/top.ts";
import { h } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { clockText, dateText } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { routeLink } from "./route-link.ts";
import { currentLanguage, text } from "./texts.ts";

/** - all: the first places. - around: next to the own one. - played: of whom the player has met. */
export type TopView = "all" | "around" | "played";
export const TOP_VIEWS: readonly TopView[] = ["all", "around", "played"];

export interface TopTableOptions {
  answer: TopAnswer;
  view: TopView;
  /** Whether this browser has a player. */
  hasPlayer: boolean;
  go: (route: Route) => void;
}

/** Builds it. */
export function createTopTable(options: TopTableOptions): HTMLElement {
  const { answer, view, go } = options;
  const rows = rowsOf(answer, view);
  if (rows.length === 0) return emptyOf(options);
  const columns = [playerText("place"), playerText("topPlayer"), playerText("rating")];
  const heads = [...columns, playerText("atLeast")].map((each) => h("th", { scope: "col" }, each));
  return h(
    "div",
    {},
    view === "all" && lackOf(options),
    h(
      "table",
      {},
      h("caption", { class: "unseen" }, text("top")),
      h("thead", {}, h("tr", {}, ...heads)),
      h("tbody", {}, ...rows.map((row) => rowOf(row, row.id === answer.own?.id, go))),
    ),
  );
}

/** "12 players, as of 14:20". */
export function newsOf({ listed, at }: TopAnswer): string {
  return playerText("topListed", { n: listed, time: clockText(at, currentLanguage()) });
}

function rowsOf({ rows, around, played, own }: TopAnswer, view: TopView): readonly TopRow[] {
  if (view === "around") return around;
  // Oneself alone is nobody to be compared with.
  if (view === "played") return played.some(({ id }) => id !== own?.id) ? played : [];
  // The own place is seen, however far down it is.
  return own && !rows.some(({ id }) => id === own.id) ? [...rows, own] : rows;
}

function rowOf(row: TopRow, isOwn: boolean, go: TopTableOptions["go"]): HTMLElement {
  const { place, id, name, rating, sure, reached } = row;
  const link = routeLink({ page: "player", id }, go, { dir: "auto", translate: "no" }, name);
  const day = reached === undefined ? "" : dateText(reached, currentLanguage());
  const notes = [isOwn ? playerText("you") : "", day].filter(Boolean).join(" · ");
  return h(
    "tr",
    isOwn ? { class: "own", "aria-current": "true" } : {},
    h("td", { translate: "no" }, String(place)),
    h("th", { scope: "row" }, link, notes && h("small", { class: "soft" }, notes)),
    h("td", { translate: "no" }, String(rating)),
    h("td", { translate: "no" }, String(sure)),
  );
}

function emptyOf(options: TopTableOptions): HTMLElement {
  const { answer, view, go } = options;
  const play = h(
    "button",
    { class: "bar lit", type: "button", onclick: () => go({ page: "play" }) },
    text("play"),
  );
  const words =
    view === "all"
      ? playerText("topEmpty")
      : view === "played" && answer.listed > 0 && options.hasPlayer
        ? playerText("topNobodyMet")
        : "";
  return h("div", { class: "nobody" }, words && h("p", {}, words), lackOf(options), play);
}

/** What the player of this browser lacks to be listed; null for who is. */
function lackOf({ answer, hasPlayer }: TopTableOptions): HTMLElement | null {
  const { own, missing, board } = answer;
  if (!hasPlayer) return h("p", {}, playerText("topNoPlayer"));
  if (!missing) return own ? null : h("p", {}, playerText("topSoon"));
  // Whoever was listed once keeps that place.
  if (board === "ever" && own) return null;
  const lacks = lacksOf(missing).map((each) => h("li", {}, each));
  return h("div", { class: "lacks" }, h("p", {}, playerText("topLacks")), h("ul", {}, ...lacks));
}

function lacksOf({ games, opponents, oneOpponent, newcomers, unsure }: Missing): string[] {
  const lacks: string[] = [];
  if (games > 0) lacks.push(playerText("lackMatches", { n: games }));
  if (opponents > 0) lacks.push(playerText("lackOpponents", { n: opponents }));
  if (oneOpponent) lacks.push(playerText("lackOthers"));
  if (newcomers && opponents === 0) lacks.push(playerText("lackRegulars"));
  // The matches that are lacking will do.
  if (unsure && games === 0) lacks.push(playerText("lackSure"));
  return lacks;
}
