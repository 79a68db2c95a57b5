/** The page of an arena, a cup or a room for a crowd: everything in it, between matches. */
import type {
  CompetitionCommand,
  CompetitionKind,
} from "@quickpong/shared/protocol/competition.ts";
import type { MatchView } from "@quickpong/shared/protocol/competition-view.ts";
import { h, setText } from "../../platform/dom.ts";
import type { Route } from "../../routing/routes.ts";
import { competitionText } from "../competition-texts.ts";
import { text } from "../texts.ts";
import { createBracket } from "./bracket.ts";
import { factsOf } from "./facts.ts";
import { createHostTools } from "./host-tools.ts";
import { createJoinBy } from "./join-by.ts";
import { createOwnStatus, type OwnStatusOptions } from "./own-status.ts";
import { createResults } from "./results.ts";
import { createRunningMatches } from "./running-matches.ts";
import type { Part, Shown } from "./shown.ts";
import { createStandings } from "./standings.ts";
import { createWaitingLine } from "./waiting-line.ts";

export interface HallOptions extends OwnStatusOptions {
  route: Route & { code: string };
  go: (route: Route) => void;
  send: (command: CompetitionCommand) => void;
  watch: (match: MatchView) => void;
}

export interface Hall extends Part {
  note(words: string): void;
  tip(words: string): void;
  stop(): void;
}

/** Builds it for what is known first. */
export function createHall(first: Shown, options: HallOptions): Hall {
  const { kind } = first.news.settings;
  const facts = h("p", { class: "soft facts" });
  const status = createOwnStatus(options);
  const host = createHostTools(options.send);
  const main = mainOf(kind);
  const beside = [createRunningMatches(options.watch), createResults()];
  const parts = [status, host, ...main, ...beside];
  const element = h(
    "article",
    { class: "sheet hall", "data-kind": kind },
    h("nav", { class: "head" }, homeButton(options)),
    h(
      "section",
      { class: "title" },
      h("h1", { tabindex: -1 }, competitionText(`kind_${kind}`)),
      facts,
    ),
    status.element,
    host.element,
    columnsOf(main, beside, createJoinBy(options.route)),
  );
  const update = (shown: Shown) => {
    setText(facts, factsOf(shown));
    for (const part of parts) part.update(shown);
  };
  update(first);
  return { element, update, note: status.note, tip: status.tip, stop: () => host.stop() };
}

/** What is read first, by kind. */
function mainOf(kind: CompetitionKind): Part[] {
  const standings = createStandings();
  if (kind === "cup") return [createBracket({ menu: true }), standings];
  return kind === "winnerStays" ? [createWaitingLine(), standings] : [standings];
}

const columnsOf = (main: Part[], beside: Part[], joinBy: HTMLElement): HTMLElement =>
  h(
    "div",
    { class: "columns" },
    h("div", { class: "main" }, ...main.map(({ element }) => element)),
    h("div", { class: "beside" }, ...beside.map(({ element }) => element), joinBy),
  );

function homeButton({ go }: HallOptions): HTMLElement {
  const onclick = () => go({ page: "home" });
  return h("button", { class: "small", type: "button", onclick }, text("home"));
}
