/** What a match has changed, on its result: ratings, links to both players, and whether it is saved. */
import type { PlayerId, RatingChange } from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import { h } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { changeText, ratingText } from "./rating-text.ts";
import { routeLink } from "./route-link.ts";
import { text } from "./texts.ts";

/** - unknown: not yet, or nothing is ever said of it. - later, off: see SavedNotice. */
export type Memory =
  | { kind: "unknown" | "later" | "off" }
  | {
      kind: "saved";
      /** The first one that this browser keeps. */
      first: boolean;
      /** Null when it was not rated. */
      own: RatingChange | null;
      opponent: RatingChange | null;
      opponentId: PlayerId | null;
      replay: ReplayId | null;
    };

export interface MemoryView {
  /** Under the own score and under the opponent's. */
  own: HTMLElement;
  opponent: HTMLElement;
  /** A sentence, and links to the leaderboard and the best moment, to stand behind the facts. */
  words: HTMLElement;
  /** `name`: the opponent's. */
  update(memory: Memory, name: string): void;
}

/** Builds its parts, empty. */
export function createMemoryView(go: (route: Route) => void): MemoryView {
  const own = h("p", { class: "rated" });
  const opponent = h("p", { class: "rated" });
  const words = h("span", { class: "kept" });
  let shown: Memory | null = null;
  return {
    own,
    opponent,
    words,
    update(memory, name) {
      if (memory === shown) return;
      shown = memory;
      words.replaceChildren(wordsOf(memory));
      own.replaceChildren();
      opponent.replaceChildren();
      if (memory.kind !== "saved") return;
      if (memory.own && !memory.first)
        words.append(routeLink({ page: "top" }, go, {}, text("top")));
      own.append(routeLink({ page: "me" }, go, {}, ...ownParts(memory.own)));
      const parts = [h("bdi", { translate: "no" }, name), " ", ...partsOf(memory.opponent)];
      const { opponentId: id, replay } = memory;
      if (replay) words.append(" ", bestMoment(replay, go));
      if (id) opponent.append(routeLink({ page: "player", id }, go, {}, ...parts));
      else opponent.append(...(memory.opponent ? parts : []));
    },
  };
}

/** The page finds it. */
const bestMoment = (id: ReplayId, go: (route: Route) => void): HTMLElement =>
  routeLink({ page: "replay", id, moment: "best" }, go, {}, text("bestMoment"));

const ownParts = (change: RatingChange | null): (Node | string)[] =>
  change ? partsOf(change) : [text("yourMatches")];

const partsOf = (change: RatingChange | null): (Node | string)[] =>
  change ? [`${ratingText(change.after)} `, h("b", { translate: "no" }, changeText(change))] : [];

function wordsOf(memory: Memory): string {
  switch (memory.kind) {
    case "unknown":
      return "";
    case "later":
      return text("savedLater");
    case "off":
      return text("notSaved");
    case "saved":
      return memory.first ? text("remembered") : memory.own ? "" : text("savedNow");
  }
}

/** What a screen reader says of it. */
export function spokenMemory(memory: Memory): string {
  const change = memory.kind === "saved" ? memory.own : null;
  const rating = change && ratingText(change.after);
  const spoken =
    change && rating ? text("ratingSpoken", { rating, change: changeText(change) }) : "";
  return [spoken, wordsOf(memory)].filter(Boolean).join(". ");
}
