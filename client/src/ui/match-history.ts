/** A player's matches, newest first, page by page. */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import type { MatchHistory, PlayedMatch } from "@quickpong/shared/protocol/players.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { nameOf } from "./names.ts";
import { clockText, dayText } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { changeText, ratingText } from "./rating-text.ts";
import { routeLink } from "./route-link.ts";
import { currentLanguage, text } from "./texts.ts";

export interface MatchList {
  element: HTMLElement;
  /** Adds a page below; null when it did not come. */
  add(page: MatchHistory | null): void;
}

export interface MatchListOptions {
  /** Draws a bot's face, where the drawings are there. */
  faceOf: (bot: BotLevel) => Node | null;
  go: (route: Route) => void;
  /** The next page is wanted; `add` answers. */
  onMore: () => void;
  /** Now (ms since 1970). */
  now: number;
}

/** Builds it without a match; the first page is added, too. */
export function createMatchList(options: MatchListOptions): MatchList {
  const { onMore } = options;
  const list = h("ol", { class: "matches" });
  const news = h("p", { class: "soft", role: "status" });
  const more = h("button", { class: "small", type: "button", hidden: true });
  more.append(playerText("moreMatches"));
  // A button that is disabled would lose the focus.
  let coming = false;
  more.addEventListener("click", () => {
    if (coming) return;
    coming = true;
    onMore();
  });
  let pages = 0;
  const element = h("section", {}, h("h2", {}, playerText("lastMatches")), list, more, news);
  return {
    element,
    add(page) {
      coming = false;
      if (!page) {
        setAttribute(more, "hidden", false);
        return setText(news, playerText("wentWrong"));
      }
      const hadFocus = document.activeElement === more;
      const rows = page.matches.map((match) => rowOf(match, options));
      list.append(...rows);
      setAttribute(more, "hidden", page.next === null);
      setText(news, newsOf(pages++, page.matches.length));
      // The button goes with the last page.
      if (hadFocus && more.hidden) rows[0]?.querySelector("a")?.focus({ preventScroll: true });
    },
  };
}

function newsOf(pages: number, came: number): string {
  if (pages > 0) return playerText("moreCame", { n: came });
  return came === 0 ? playerText("noMatches") : "";
}

function rowOf(match: PlayedMatch, { go, faceOf, now }: MatchListOptions): HTMLElement {
  const { kind, result, score, rated } = match;
  const [own, theirs] = score;
  // Nobody wins against the wall: the score is how often it was returned.
  const isDaily = kind === "daily";
  return h(
    "li",
    { class: isDaily ? "drawn" : result },
    h("span", { class: "result" }, isDaily ? text("daily") : playerText(`result_${result}`)),
    opponentOf(match, go, faceOf),
    h("b", { class: "score", translate: "no" }, isDaily ? String(own) : `${own} : ${theirs}`),
    h("span", { class: "change", translate: "no" }, rated ? changeText(rated) : ""),
    detailsOf(match, now, go),
    h("span", { class: "after soft", translate: "no" }, rated ? ratingText(rated.after) : ""),
  );
}

function opponentOf(
  { opponent }: PlayedMatch,
  go: MatchListOptions["go"],
  faceOf: MatchListOptions["faceOf"],
): HTMLElement {
  const { id, name, bot } = opponent;
  if (bot !== "")
    return h(
      "span",
      { class: "name", translate: "no" },
      bot === "wall" ? null : faceOf(bot),
      nameOf(opponent),
    );
  if (id === null) return h("span", { class: "name" }, name || playerText("somebody"));
  const route: Route = { page: "player", id };
  return routeLink(route, go, { class: "name", dir: "auto", translate: "no" }, name);
}

function detailsOf(match: PlayedMatch, now: number, go: MatchListOptions["go"]): HTMLElement {
  const { at, kind, reason, result, replay } = match;
  const language = currentLanguage();
  const when = h(
    "time",
    { datetime: new Date(at).toISOString() },
    `${dayText(at, now, language)}, ${clockText(at, language)}`,
  );
  const facts = [
    kind === "private" ? playerText("private") : "",
    reason === "score" || reason === "void" || (result === "void" && reason !== "interrupted")
      ? ""
      : playerText(`reason_${reason}`),
  ].filter(Boolean);
  const link =
    replay && routeLink({ page: "replay", id: replay, moment: "" }, go, {}, playerText("replay"));
  const said = facts.map((fact) => ` · ${fact}`).join("");
  return h("span", { class: "details soft" }, when, said, link && " · ", link);
}
