/** The end of a match: who won, the score, the line of its longest rally, and where to go on. */
import type { EndReason } from "@quickpong/shared/match.ts";
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { shareIcon } from "./icons.ts";
import type { MemoryView } from "./match-memory-view.ts";
import { nameOf } from "./names.ts";
import type { Way } from "./notice.ts";
import { type TextKey, text } from "./texts.ts";

export interface ResultOptions {
  frame: ViewFrame;
  longestRally: number;
  onRematch: () => void;
  /** Besides the rematch: next opponent or other level, and home. */
  ways: Way[];
  /** What the rematch is called; null when there can be none. */
  rematchLabel: string | null;
  /** Opens what shares the longest rally; null where there was none. */
  onShare: (() => void) | null;
  /** The match's picture, to lie behind. */
  art: HTMLElement;
  /** What it has changed; null where nothing is ever kept of it. */
  memory: MemoryView | null;
}

export interface Result {
  element: HTMLElement;
  /** `closed`: the link is gone, so there can't be a rematch. */
  update(frame: ViewFrame, closed: boolean): void;
}

/** Builds the result of a finished match. */
export function createResult(options: ResultOptions): Result {
  const { frame, memory } = options;
  const winner = frame.outcome?.winner ?? null;
  const rematch = h(
    "button",
    { class: "bar lit", type: "button", onclick: options.onRematch, "data-focus": true },
    options.rematchLabel ?? "",
  );
  const news = h("p", { class: "news", role: "status" });
  const ways = options.ways.map(({ label, go }) =>
    h("button", { class: "bar outlined", type: "button", onclick: go }, label),
  );
  const element = h(
    "section",
    { class: `halves result ${winner ?? "nobody"}` },
    options.art,
    h("div", { class: "half own" }, scoreOf(frame, "own"), memory?.own),
    h(
      "div",
      { class: "half opponent" },
      scoreOf(frame, "opponent"),
      memory?.opponent,
      // Turned round for the one who sits at the far end; readers have it once already.
      frame.together && h("p", { class: "far", "aria-hidden": "true" }, verdictOf(frame)),
    ),
    h(
      "div",
      { class: "verdict" },
      h("h1", {}, verdictOf(frame)),
      factsOf(options),
      h("div", { class: "ways" }, rematch, ...ways),
      news,
    ),
  );
  return {
    element,
    update: (now, closed) => updateRematch(now, options, { rematch, news, next: ways[0] }, closed),
  };
}

/** Why it ended, what its longest rally was, and what shares that. */
function factsOf({ frame, longestRally, memory, onShare }: ResultOptions): HTMLElement {
  const label = text("shareRally");
  const share =
    onShare &&
    h(
      "button",
      { class: "icon", type: "button", onclick: onShare, "aria-label": label, title: label },
      shareIcon(),
    );
  const facts = details(frame, longestRally);
  const look = facts ? "soft facts" : "soft facts none";
  const words = h("p", { class: look }, facts, memory?.words);
  return h("div", { class: "sharing" }, words, share);
}

function verdictOf({ outcome, watching, together, own, opponent }: ViewFrame): string {
  const winner = outcome?.winner ?? null;
  if (winner === null) return text("drawn");
  if (watching || together)
    return text("winner", { name: nameOf(winner === "own" ? own : opponent) });
  return text(winner === "own" ? "won" : "lost");
}

interface RematchParts {
  rematch: HTMLButtonElement;
  news: HTMLElement;
  next: HTMLButtonElement | undefined;
}

function updateRematch(
  frame: ViewFrame,
  options: ResultOptions,
  parts: RematchParts,
  closed: boolean,
): void {
  const { own, opponent } = frame;
  const name = nameOf(opponent);
  const gone = closed || !opponent.present || options.rematchLabel === null;
  const asked = own.wantsRematch;
  setAttribute(parts.rematch, "hidden", gone);
  setAttribute(parts.rematch, "disabled", asked);
  parts.next?.classList.toggle("lit", gone);
  parts.next?.classList.toggle("outlined", !gone);
  setText(parts.rematch, asked ? text("rematchAsked", { name }) : (options.rematchLabel ?? ""));
  const offered = opponent.wantsRematch && !asked;
  parts.rematch.classList.toggle("offered", offered);
  setText(parts.news, newsOf(frame, gone, offered));
}

function newsOf(frame: ViewFrame, gone: boolean, offered: boolean): string {
  const { opponent, outcome } = frame;
  const name = nameOf(opponent);
  if (frame.watching) return opponent.present && frame.own.present ? text("watchAgain") : "";
  if (offered && !gone) return text("rematchOffered", { name });
  // Why the match ended says it already.
  return gone && outcome?.reason === "score" ? text("opponentLeft", { name }) : "";
}

const scoreOf = (frame: ViewFrame, who: Who): HTMLElement =>
  h("p", { class: "score", translate: "no" }, String(frame[who].score));

function details(frame: ViewFrame, longestRally: number): string {
  const facts: string[] = [];
  if (longestRally > 0) facts.push(text("longestRally", { n: longestRally }));
  const { own, opponent } = frame;
  if (own.wins + opponent.wins > 1) {
    facts.push(text("series", { own: own.wins, opponent: opponent.wins }));
  }
  return [reasonText(frame), facts.join(" · ")].filter(Boolean).join(" ");
}

/** Why it ended, when not by the score. */
export function reasonText({ outcome, own, opponent, watching }: ViewFrame): string {
  if (!outcome || outcome.reason === "score") return "";
  if (outcome.reason === "idle" && outcome.winner === null) return text("endIdleBoth");
  const mine = outcome.winner === "opponent" && !watching;
  const keys: Record<Exclude<EndReason, "score">, TextKey> = {
    left: "endLeft",
    absent: mine ? "endAbsentOwn" : "endAbsent",
    idle: mine ? "endIdleOwn" : "endIdle",
    timeout: "endTimeout",
    void: "endVoid",
  };
  return text(keys[outcome.reason], {
    name: nameOf(watching && outcome.winner === "opponent" ? own : opponent),
  });
}
