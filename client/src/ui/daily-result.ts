/** The end of a try at the daily: its hits, what is left of the day, and a text to paste. */
import type { DailyAnswer } from "@quickpong/shared/protocol/daily.ts";
import type { DailyTryNotice } from "@quickpong/shared/protocol/players.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { createCopyButton } from "./copy-button.ts";
import { pastedText, placeText, streakText } from "./daily-words.ts";
import type { Memory } from "./match-memory-view.ts";
import { playerText } from "./player-texts.ts";
import { text } from "./texts.ts";

export interface DailyResultOptions {
  /** The page's address. */
  link: string;
  onAgain: () => void;
  onTable: () => void;
}

export interface TryOutcome {
  /** As the page has seen them, until the server says. */
  hits: number;
  /** Days since 1970; as far as the page knows. */
  day: number;
  notice: DailyTryNotice | null;
  memory: Memory["kind"];
  /** What the day comes to since; null while it is not known. */
  answer: DailyAnswer | null;
}

export interface DailyResult {
  element: HTMLElement;
  update(outcome: TryOutcome): void;
}

/** Builds it, with nothing known. */
export function createDailyResult(options: DailyResultOptions): DailyResult {
  let copied = { day: 0, hits: 0, answer: null as DailyAnswer | null };
  const paste = () => pastedText(copied.day, copied.hits, copied.answer, options.link);
  const parts = createParts(options, paste);
  const { score, verdict, facts, again, table } = parts;
  return {
    element: elementOf(parts),
    update(outcome) {
      const { answer, notice } = outcome;
      const hits = notice?.hits ?? outcome.hits;
      copied = { hits, day: notice?.day ?? outcome.day, answer };
      setText(score, String(hits));
      setText(verdict, playerText("hits", { n: hits }));
      setText(facts, factsOf(outcome, hits));
      const left = triesLeft(outcome);
      setAttribute(again, "hidden", left === 0);
      setText(again, left === null ? text("tryAgain") : playerText("dailyAgain", { n: left }));
      table.className = left === 0 ? "bar lit" : "small";
    },
  };
}

type Parts = ReturnType<typeof createParts>;

function createParts({ onAgain, onTable }: DailyResultOptions, paste: () => string) {
  const again = { class: "bar lit", type: "button", onclick: onAgain, "data-focus": true };
  return {
    score: h("p", { class: "score", translate: "no", "aria-hidden": "true" }),
    verdict: h("h1", {}),
    facts: h("p", { class: "soft facts", role: "status" }),
    again: h("button", again),
    copy: createCopyButton(paste, "small", playerText("copyResult")),
    table: h(
      "button",
      { class: "small", type: "button", onclick: onTable },
      playerText("dailyToTable"),
    ),
  };
}

function elementOf({ score, verdict, facts, again, copy, table }: Parts): HTMLElement {
  const ways = h("div", { class: "ways" }, again, copy, table);
  return h(
    "section",
    { class: "halves result own daily-result" },
    h("div", { class: "half own" }, score),
    h("div", { class: "half opponent" }),
    h("div", { class: "verdict" }, verdict, facts, ways),
  );
}

/** The server's word of now, else that of the try; null where nobody counts. */
const triesLeft = ({ answer, notice }: TryOutcome): number | null =>
  answer?.own?.triesLeft ?? notice?.triesLeft ?? null;

function factsOf(outcome: TryOutcome, hits: number): string {
  const { answer, memory, notice } = outcome;
  const left = triesLeft(outcome);
  const best = answer?.own?.best;
  const isBest = best?.hits === hits;
  return [
    memory === "off" ? playerText("dailyUnkept") : memory === "later" ? text("savedLater") : "",
    best && (isBest ? playerText("dailyBest") : playerText("dailyBestIs", { n: best.hits })),
    best && answer ? placeText(answer) : "",
    left === 0 ? playerText("noTriesLeft") : "",
    answer && notice ? streakText(answer) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
