/** The strip above the court: who plays, the score, a line that is poor, sound, leave. */
import { hasMatchPoint } from "../net/match-point.ts";
import type { ConnectionQuality, PlayerView, ViewFrame, Who } from "../net/view-frame.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import type { Emotes } from "./emotes.ts";
import { eyeIcon, eyeOffIcon, leaveIcon } from "./icons.ts";
import { nameOf } from "./names.ts";
import { type TextKey, text } from "./texts.ts";
import { createWarning, isLineLost } from "./warning.ts";

export interface HudOptions {
  soundButton: HTMLElement;
  onLeave: () => void;
  onClaim: () => void;
  /** None where both players sit at one screen. */
  emotes: Emotes | null;
  /** For the host of a private match: says whether others may watch. */
  onAllowSpectators: ((allowed: boolean) => void) | undefined;
}

export interface Hud {
  element: HTMLElement;
  update(frame: ViewFrame): void;
}

const CONNECTION_TEXT: Record<ConnectionQuality, TextKey> = {
  good: "connectionGood",
  fair: "connectionFair",
  poor: "connectionPoor",
  lost: "connectionLost",
};

/** Words need no more than this (ms); writing them costs a style recalculation each time. */
const WORDS_EVERY = 100;

/** Builds the strip. */
export function createHud(options: HudOptions): Hud {
  const { soundButton, onLeave, onClaim, emotes } = options;
  const own = createPlate("own");
  const opponent = createPlate("opponent");
  const warning = createWarning(onClaim, onLeave);
  const watchers = createWatchers(options.onAllowSpectators);
  const leave = h(
    "button",
    { class: "icon", type: "button", onclick: onLeave, "aria-label": text("leave") },
    leaveIcon(),
  );
  const element = h(
    "div",
    { class: "hud" },
    own.element,
    h("div", { class: "tools" }, watchers.element, emotes?.element, soundButton, leave),
    opponent.element,
    warning.element,
    emotes?.bubbles.own,
    emotes?.bubbles.opponent,
  );
  let written = Number.NEGATIVE_INFINITY;
  let padMissing: ViewFrame["padMissing"];
  return {
    element,
    update(frame) {
      emotes?.update(frame);
      // A match that stands has no time that passes.
      if (frame.now - written < WORDS_EVERY && frame.padMissing === padMissing) return;
      written = frame.now;
      padMissing = frame.padMissing;
      const online = frame.opponent.bot === "";
      own.update(frame, online);
      opponent.update(frame, online && !isLineLost(frame));
      warning.update(frame);
      watchers.update(frame);
    },
  };
}

function createPlate(who: Who) {
  const name = h("span", { class: "name", dir: "auto" });
  const points = h("b", { class: "points" });
  // It is said with the score.
  const matchPoint = h("span", { class: "match-point", "aria-hidden": true });
  const wins = h("span", { class: "wins" });
  const mark = h("span", { class: "line-quality", role: "img" }, h("i"), h("i"), h("i"));
  const rtt = h("span", { class: "rtt" });
  const element = h(
    "div",
    { class: `plate ${who}` },
    h("div", { class: "who" }, name, points),
    h("div", { class: "marks" }, matchPoint, wins, mark, rtt),
  );
  return {
    element,
    update(frame: ViewFrame, online: boolean) {
      const player: PlayerView = frame[who];
      setText(name, nameOf(player));
      setText(points, String(player.score));
      setText(matchPoint, hasMatchPoint(frame, who) ? text("matchPoint") : "");
      setText(wins, player.wins > 0 ? "●".repeat(Math.min(5, player.wins)) : "");
      // A line that does its work is nothing to read about; the figures of all lines are in the menu.
      const poor = online && ["poor", "lost"].includes(player.connection);
      setAttribute(mark, "hidden", !poor);
      setAttribute(mark, "data-quality", player.connection);
      const words = text(CONNECTION_TEXT[player.connection]);
      setAttribute(mark, "aria-label", words);
      setAttribute(mark, "title", words);
      const shown = poor && player.rtt > 0 && player.connection !== "lost";
      setText(rtt, shown ? text("milliseconds", { n: Math.round(player.rtt / 5) * 5 }) : "");
    },
  };
}

/** How many look on, when somebody does; for the host of a private match, whether they may. */
function createWatchers(onAllowSpectators: HudOptions["onAllowSpectators"]) {
  const count = h("span", {});
  if (!onAllowSpectators) {
    const element = h("p", { class: "watchers", hidden: true }, eyeIcon(), count);
    const update = ({ watchers, watching }: ViewFrame) => {
      setAttribute(element, "hidden", watchers === 0 && !watching);
      setText(count, String(watchers));
      setAttribute(element, "title", text("watchers", { n: watchers }));
    };
    return { element, update };
  }
  let may: boolean | null = null;
  const element = h("button", {
    class: "icon allow-spectators",
    type: "button",
    onclick: () => onAllowSpectators(!may),
  });
  const update = ({ watchable, watchers }: ViewFrame) => {
    setText(count, watchers > 0 ? String(watchers) : "");
    if (watchable === may) return;
    may = watchable;
    element.replaceChildren(may ? eyeIcon() : eyeOffIcon(), count);
    element.title = text(may ? "watchOn" : "watchOff");
    element.setAttribute("aria-label", element.title);
  };
  return { element, update };
}
