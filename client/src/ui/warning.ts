/** What is the matter with a line or a player: shown below the strip, and spoken when it changes. */
import { IDLE_SERVES_WARNED, TICK_RATE } from "@quickpong/shared/court.ts";
import type { PlayerView, ViewFrame } from "../net/view-frame.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { nameOf } from "./names.ts";
import { text } from "./texts.ts";

export interface Warning {
  words: string;
  /** There is nothing that one could do. */
  calm: boolean;
  /** What is said when it is over. */
  over: string;
  /** How long it may last (whole seconds); null when that is not known. */
  left: number | null;
}

const NONE: Warning = { words: "", calm: true, over: "", left: null };

/** A player who looks at another page for a blink is back sooner than this (ms). */
const AWAY_FOR = 1500;
/**
 * A page that is refreshed says that it goes before its line does, and is mostly back sooner than this
 * (ms). No longer: the paddle stands still meanwhile.
 */
const REFRESH = 1000;

/** Follows a match; says what there is to say of each frame. */
export function createWarningFinder(): (frame: ViewFrame) => Warning {
  let hereAt = Number.NaN;
  return (frame) => {
    if (!frame.opponent.away || Number.isNaN(hereAt)) hereAt = frame.now;
    return warningOf(frame, frame.now - hereAt);
  };
}

/** `awayFor`: how long the opponent's page has said that it is not looked at (ms); 0 when it is. */
function warningOf(frame: ViewFrame, awayFor: number): Warning {
  const { own, opponent, phase } = frame;
  if (frame.padMissing) return padMissing(frame[frame.padMissing]);
  if (phase === "finished") return NONE;
  const started = own.score + opponent.score > 0 || phase !== "waiting";
  if (frame.watching) {
    const missing = [own, opponent].find((player) => !player.present);
    return missing && started ? gone(missing, frame) : NONE;
  }
  if (isLineLost(frame)) return reconnecting(frame);
  if (!opponent.present && started) {
    return opponent.away && awayFor < REFRESH ? NONE : gone(opponent, frame);
  }
  if (own.idleServes >= IDLE_SERVES_WARNED) return { ...NONE, words: text("idle"), calm: false };
  if (awayFor >= AWAY_FOR) return about("opponentAway", opponent);
  if (frame.unsteady) return { ...NONE, words: text("unsteady") };
  return NONE;
}

/** Nothing is heard of the match, nor of the other one. */
export const isLineLost = ({ own, watching }: ViewFrame): boolean =>
  own.connection === "lost" && !watching;

const reconnecting = ({ triesLeft }: ViewFrame): Warning => ({
  words: text("reconnecting"),
  calm: false,
  over: text("connectionGood"),
  left: triesLeft > 0 ? Math.ceil(triesLeft / 1000) : null,
});

const padMissing = (player: PlayerView): Warning => ({
  ...NONE,
  words: text("padMissing", { name: nameOf(player) }),
  calm: false,
});

/** A rally is played to its end first: only then it is known how long the match waits. */
const gone = (player: PlayerView, { phase, phaseLeft }: ViewFrame): Warning => ({
  ...about("opponentGone", player),
  // A player who has just come back does not know the time yet.
  left: phase === "waiting" && phaseLeft >= 0 ? Math.ceil(phaseLeft / TICK_RATE) : null,
});

function about(what: "opponentGone" | "opponentAway", player: PlayerView): Warning {
  const name = nameOf(player);
  return { ...NONE, words: text(what, { name }), over: text("opponentBack", { name }) };
}

/**
 * Follows a match; says a warning when it comes, how long it may last, what one may do about it, and
 * when it is over, each of it once: only the seconds that are shown are counted down. Not the shown
 * words are the live region: one that appears together with its words is often not read.
 */
export function createWarningSpeaker(): (frame: ViewFrame) => string {
  const find = createWarningFinder();
  let before = NONE;
  let mayClaim = false;
  return (frame) => {
    const last = before;
    const warning = find(frame);
    const choice = frame.mayClaim && !mayClaim ? [text("claim"), text("leaveFree")] : [];
    const same = warning.words === last.words;
    const left = same && last.left !== null ? "" : leftOf(warning);
    before = warning;
    mayClaim = frame.mayClaim;
    // The end of a match says more.
    if (frame.phase === "finished") return "";
    const news = [same ? "" : warning.words || last.over, left].filter(Boolean).join(" ");
    return [news, ...choice].filter(Boolean).join(". ");
  };
}

const leftOf = ({ left }: Warning): string =>
  left === null ? "" : text("secondsLeft", { n: left });

/**
 * The box with the words and the seconds left, once the win may be claimed the two ways out, and one
 * while the own line is lost.
 */
export function createWarning(onClaim: () => void, onLeave: () => void) {
  const find = createWarningFinder();
  const message = h("span");
  const seconds = h("span", { class: "soft" });
  const claim = h("button", { class: "small", type: "button", onclick: onClaim }, text("claim"));
  const leave = h(
    "button",
    { class: "small", type: "button", onclick: onLeave },
    text("leaveFree"),
  );
  const home = h("button", { class: "small", type: "button", onclick: onLeave }, text("home"));
  const words = h("p", {}, message, " ", seconds);
  const element = h("div", { class: "warning", hidden: true }, words, claim, leave, home);
  return {
    element,
    update(frame: ViewFrame) {
      const warning = find(frame);
      setAttribute(element, "hidden", warning.words === "");
      element.classList.toggle("calm", warning.calm);
      setAttribute(claim, "hidden", !frame.mayClaim);
      setAttribute(leave, "hidden", !frame.mayClaim);
      setAttribute(home, "hidden", !isLineLost(frame));
      setText(message, warning.words);
      setText(seconds, leftOf(warning));
    },
  };
}
