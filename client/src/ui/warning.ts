/** What is the matter with a line or a player: shown below the strip, and spoken when it changes. */
import { IDLE_SERVES_WARNED } from "@quickpong/shared/court.ts";
import type { PlayerView, ViewFrame } from "../net/view-frame.ts";
import { h, setText } from "./dom.ts";
import { nameOf } from "./names.ts";
import { text } from "./texts.ts";

export interface Warning {
  words: string;
  /** There is nothing that one could do. */
  calm: boolean;
  /** What is said when it is over. */
  over: string;
}

const NONE: Warning = { words: "", calm: true, over: "" };

/** Who only refreshes the page, or looks at another for a blink, is back sooner than this (ms). */
const AWAY_FOR = 1500;

/** Follows a match; says what there is to say of each frame. */
export function createWarningFinder(): (frame: ViewFrame) => Warning {
  let hereAt = Number.NaN;
  return (frame) => {
    if (!frame.opponent.away || Number.isNaN(hereAt)) hereAt = frame.now;
    return warningOf(frame, frame.now - hereAt >= AWAY_FOR);
  };
}

function warningOf(frame: ViewFrame, away: boolean): Warning {
  const { own, opponent, phase } = frame;
  if (phase === "finished") return NONE;
  const started = own.score + opponent.score > 0 || phase !== "waiting";
  if (frame.watching) {
    const missing = [own, opponent].find((player) => !player.present);
    return missing && started ? gone(missing) : NONE;
  }
  if (own.connection === "lost")
    return { words: text("reconnecting"), calm: false, over: text("connectionGood") };
  if (!opponent.present && started) return gone(opponent);
  if (own.idleServes >= IDLE_SERVES_WARNED) return { words: text("idle"), calm: false, over: "" };
  if (away) return about("opponentAway", opponent);
  return NONE;
}

const gone = (player: PlayerView): Warning => about("opponentGone", player);

function about(what: "opponentGone" | "opponentAway", player: PlayerView): Warning {
  const name = nameOf(player);
  return { words: text(what, { name }), calm: true, over: text("opponentBack", { name }) };
}

/**
 * Follows a match; says a warning when it comes, what one may do about it, and when it is over. Not
 * the shown words are the live region: one that appears together with its words is often not read.
 */
export function createWarningSpeaker(): (frame: ViewFrame) => string {
  const find = createWarningFinder();
  let before = NONE;
  let mayClaim = false;
  return (frame) => {
    const last = before;
    const warning = find(frame);
    const choice = frame.mayClaim && !mayClaim ? [text("claim"), text("leaveFree")] : [];
    before = warning;
    mayClaim = frame.mayClaim;
    // The end of a match says more.
    if (frame.phase === "finished") return "";
    if (warning.words === last.words) return choice.join(". ");
    return [warning.words || last.over, ...choice].filter((words) => words !== "").join(". ");
  };
}

/** The box with the words and, once the win may be claimed, the two ways out. */
export function createWarning(onClaim: () => void, onLeave: () => void) {
  const find = createWarningFinder();
  const message = h("p", {});
  const claim = h("button", { class: "small", type: "button", onclick: onClaim }, text("claim"));
  const leave = h(
    "button",
    { class: "small", type: "button", onclick: onLeave },
    text("leaveFree"),
  );
  const element = h("div", { class: "warning", hidden: true }, message, claim, leave);
  return {
    element,
    update(frame: ViewFrame) {
      const { words, calm } = find(frame);
      element.hidden = words === "";
      element.classList.toggle("calm", calm);
      claim.hidden = !frame.mayClaim;
      leave.hidden = !frame.mayClaim;
      setText(message, words);
    },
  };
}
