/** The daily's page: a try, the own day, today's table and yesterday's winner. */
import type { DailyAnswer, DailyRow } from "@quickpong/shared/protocol/daily.ts";
import { h } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { createCopyButton } from "./copy-button.ts";
import { isoDay, PLAIN, squaresOf, timeLeft } from "./daily-text.ts";
import { pastedText, placeText, streakText } from "./daily-words.ts";
import { dateText } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { routeLink } from "./route-link.ts";
import { currentLanguage, text } from "./texts.ts";

export interface DailySheetOptions {
  answer: DailyAnswer;
  /** What the page has to say first; "" for nothing. */
  news: string;
  /** The page's address. */
  link: string;
  /** The ways on, above everything. */
  head: HTMLElement;
  go: (route: Route) => void;
  onStart: () => void;
}

export interface DailySheet {
  element: HTMLElement;
  /** So long until the next course (ms). */
  setTimeLeft(ms: number): void;
}

/** Builds it. */
export function createDailySheet(options: DailySheetOptions): DailySheet {
  const { head } = options;
  const next = h("p", { class: "soft next" });
  const element = h(
    "article",
    { class: "sheet daily" },
    head,
    h("div", { class: "columns" }, ownSection(options, next), tableSection(options)),
  );
  return {
    element,
    setTimeLeft: (ms) => {
      const words = playerText("nextCourse", { time: timeLeft(ms, currentLanguage()) });
      if (next.textContent !== words) next.textContent = words;
    },
  };
}

function ownSection(options: DailySheetOptions, next: HTMLElement): HTMLElement {
  const { answer, news, onStart } = options;
  const left = answer.own?.triesLeft ?? null;
  const start = h(
    "button",
    { class: "bar lit", type: "button", onclick: onStart, hidden: left === 0 },
    left === null ? playerText("dailyStart") : playerText("dailyTry", { n: left }),
  );
  const note = noteOf(answer);
  return h(
    "section",
    { class: "own-day" },
    h("h1", { tabindex: -1 }, text("daily")),
    h("p", { class: "soft" }, dayOf(answer.day)),
    news && h("p", { class: "caution", role: "status" }, news),
    h("p", { class: "lead" }, playerText("dailyLead")),
    left === 0 && h("p", {}, h("strong", {}, playerText("noTriesLeft"))),
    start,
    h("p", { class: "soft" }, left === 0 ? "" : playerText("dailyCounts")),
    note && h("p", {}, note),
    bestOf(options),
    next,
  );
}

/** "1 December 2026", as the days of the courses are. */
const dayOf = (day: number): HTMLElement =>
  h(
    "time",
    { datetime: isoDay(day) },
    // Noon, so that it is the same day everywhere but for the utmost east.
    dateText(Date.parse(`${isoDay(day)}T12:00:00Z`), currentLanguage()),
  );

function noteOf({ memory, own }: DailyAnswer): string {
  if (memory === "off") return playerText("dailyOff");
  if (memory === "failing") return playerText("failingHint");
  return own ? "" : playerText("dailyNewcomer");
}

/** The own best, with a text to paste. */
function bestOf({ answer, link }: DailySheetOptions): HTMLElement | null {
  const best = answer.own?.best;
  const streak = streakText(answer);
  if (!best) return streak ? h("p", {}, streak) : null;
  const facts = [placeText(answer), streak].filter(Boolean).join(" · ");
  const copied = () => pastedText(answer.day, best.hits, answer, link);
  return h(
    "div",
    { class: "best" },
    h("h2", {}, playerText("dailyBest")),
    h("p", { class: "hits" }, h("strong", {}, playerText("hits", { n: best.hits }))),
    h(
      "p",
      { class: "squares", "aria-hidden": "true", translate: "no" },
      squaresOf(best.hits, PLAIN),
    ),
    h("p", {}, facts),
    createCopyButton(copied, "small", playerText("copyResult")),
  );
}

function tableSection(options: DailySheetOptions): HTMLElement {
  const { players, memory } = options.answer;
  if (memory === "off") return h("section", {});
  return h(
    "section",
    {},
    h("h2", {}, playerText("dailyToday")),
    h(
      "p",
      { class: "soft", role: "status" },
      players > 0 ? playerText("dailyPlayers", { n: players }) : playerText("dailyEmpty"),
    ),
    tableOf(options),
    h("h2", {}, playerText("yesterday")),
    winnerOf(options),
  );
}

function tableOf({ answer, go }: DailySheetOptions): HTMLElement | null {
  const { rows, own } = answer;
  const best = own?.best;
  // The own place is seen, however far down it is.
  const shown = best && !rows.some(({ id }) => id === best.id) ? [...rows, best] : rows;
  if (shown.length === 0) return null;
  const columns = [playerText("place"), playerText("topPlayer"), playerText("dailyHits")];
  const heads = columns.map((each) => h("th", { scope: "col" }, each));
  const table = h(
    "table",
    {},
    h("caption", { class: "unseen" }, playerText("dailyToday")),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...shown.map((row) => rowOf(row, row.id === best?.id, go))),
  );
  return h("div", { class: "board" }, table);
}

function rowOf(row: DailyRow, isOwn: boolean, go: DailySheetOptions["go"]): HTMLElement {
  const { place, id, name, hits } = row;
  const link = routeLink({ page: "player", id }, go, { dir: "auto", translate: "no" }, name);
  return h(
    "tr",
    isOwn ? { class: "own", "aria-current": "true" } : {},
    h("td", { translate: "no" }, String(place)),
    h("th", { scope: "row" }, link, isOwn && h("small", { class: "soft" }, playerText("you"))),
    h("td", { translate: "no" }, String(hits)),
  );
}

function winnerOf({ answer, go }: DailySheetOptions): HTMLElement {
  const { yesterday } = answer;
  if (!yesterday) return h("p", { class: "soft" }, playerText("yesterdayNobody"));
  const { id, name, hits, replay } = yesterday;
  const player = routeLink({ page: "player", id }, go, { dir: "auto", translate: "no" }, name);
  const watch =
    replay && routeLink({ page: "replay", id: replay, moment: "" }, go, {}, playerText("replay"));
  return h("p", { class: "winner" }, player, h("span", {}, playerText("hits", { n: hits })), watch);
}
