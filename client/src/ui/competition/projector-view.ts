/**
 * What a projector shows of a competition: table, bracket or line, results as they fall, and how to join. Beside
 * a match that is watched, or alone. It is read from the back of a room: few things, all of them large.
 */

import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import { showCode } from "@quickpong/shared/protocol/invite-code.ts";
import { h, setAttribute, setText } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import { more } from "../more-texts.ts";
import { createQrCode } from "../qr-code.ts";
import { createBracket } from "./bracket.ts";
import { factsOf } from "./facts.ts";
import { headlineOf } from "./own-words.ts";
import { createResults } from "./results.ts";
import { nameIn, type Part, type Shown } from "./shown.ts";
import { createStandings } from "./standings.ts";
import { createWaitingLine } from "./waiting-line.ts";

export interface ProjectorView {
  element: HTMLElement;
  update(shown: Shown): void;
  /** - court: a match is shown, and this stands beside it. - board: this is all there is. */
  setMode(mode: ProjectorMode): void;
  /** What has more parts than there is room for goes on to the next. */
  turn(): void;
}

export type ProjectorMode = "court" | "board";

/** What there is room for: rows of the table, places in line, results, and of the bracket. */
const ROOM = {
  court: { table: 12, tableBelow: 4, line: 7, results: 3, rounds: 1, rows: 8, pairings: 8 },
  board: { table: 16, tableBelow: 16, line: 14, results: 8, rounds: 4, rows: 8, pairings: 32 },
} as const;

/** Builds it for what is known first; `link` is where others join. */
export function createProjectorView(first: Shown, link: string): ProjectorView {
  const { settings, code } = first.news;
  let mode: ProjectorMode = "board";
  let turn = 0;
  const head = createHead(settings.kind);
  const main = createMain(settings.kind, () => ({ ...ROOM[mode], turn }));
  const results = createResults(() => ROOM[mode].results);
  const join = joinBy(code, link);
  const parts = [head, main, results];
  const element = h(
    "section",
    { class: "projector", "data-kind": settings.kind, "aria-label": competitionText("screen") },
    head.element,
    main.element,
    h("div", { class: "foot" }, results.element, join),
  );
  let last = first;
  const update = (shown: Shown) => {
    last = shown;
    for (const part of parts) part.update(shown);
    setAttribute(join, "hidden", shown.news.phase === "ended");
  };
  update(first);
  return {
    element,
    update,
    setMode(wanted) {
      mode = wanted;
      setAttribute(element, "data-mode", wanted);
      update(last);
    },
    turn() {
      turn++;
      update(last);
    },
  };
}

function createHead(kind: CompetitionKind): Part {
  const headline = h("p", { class: "headline" });
  const facts = h("p", { class: "facts" });
  const heading = h("h1", {}, competitionText(`kind_${kind}`));
  return {
    element: h("header", {}, heading, headline, facts),
    update(shown) {
      setText(facts, factsOf(shown));
      setText(headline, headlineText(shown));
      setAttribute(headline, "hidden", headline.textContent === "");
    },
  };
}

type Room = (typeof ROOM)[ProjectorMode] & { turn: number };

function createMain(kind: CompetitionKind, room: () => Room): Part {
  const isLine = kind === "winnerStays";
  const standings = createStandings(() => (isLine ? room().tableBelow : room().table));
  const parts: Part[] = [standings];
  if (kind === "cup") parts.unshift(createBracket({ room }));
  if (isLine) parts.unshift(createWaitingLine(() => room().line));
  return {
    element: h("div", { class: "main" }, ...parts.map((part) => part.element)),
    update(shown) {
      for (const part of parts) part.update(shown);
      // A bracket says it all.
      const { bracket, phase } = shown.news;
      setAttribute(standings.element, "hidden", bracket !== null && phase !== "ended");
    },
  };
}

function joinBy(code: string, link: string): HTMLElement {
  const address = link.replace(/^https?:\/\//, "");
  const words = h(
    "div",
    {},
    h("h2", {}, competitionText("joinHow")),
    h("p", { class: "code", translate: "no" }, showCode(code)),
    h("p", { class: "address", translate: "no" }, address),
  );
  return h("section", { class: "join-by" }, createQrCode(link, more("tvJoin", { address })), words);
}

/** Nothing is said of what is seen anyway: that it goes on. */
function headlineText(shown: Shown): string {
  const { news } = shown;
  if (news.phase !== "running") return headlineOf(shown);
  const called = news.matches.find(({ running }) => !running);
  if (!called) return "";
  const [left, right] = called.entrants.map((each) => nameIn(news, each));
  return `${left} – ${right}`;
}
