/** What a screen reader says of a match: the countdown, the score, who won, what is the matter. */
import { isMatchPoint } from "../net/match-point.ts";
import type { MatchEvent, ViewFrame } from "../net/view-frame.ts";
import { nameOf } from "./names.ts";
import { reasonText } from "./result.ts";
import { text } from "./texts.ts";
import { createWarningSpeaker } from "./warning.ts";

/**
 * Follows a match; says the words for each frame, "" for most of them. A goal may be seen before the
 * server has counted it, so the score is said when it changes.
 */
export function createAnnouncer(): (frame: ViewFrame) => string {
  let points: number | null = null;
  const warn = createWarningSpeaker();
  return (frame) => {
    const now = frame.own.score + frame.opponent.score;
    const scored = points !== null && now > points;
    points = now;
    const events = frame.events.map((event) => spokenEvent(event, frame));
    return [scored ? scoreOf(frame) : "", ...events, warn(frame)]
      .filter((words) => words !== "")
      .join(". ");
  };
}

function spokenEvent(event: MatchEvent, frame: ViewFrame): string {
  switch (event.type) {
    case "countdown":
      return String(event.left);
    case "finish":
      return [verdict(event.winner, frame), reasonText(frame)].filter(Boolean).join(". ");
    default:
      return "";
  }
}

const scoreOf = (frame: ViewFrame): string =>
  isMatchPoint(frame) ? `${score(frame)}. ${text("matchPoint")}` : score(frame);

/** Nobody is "you" to a watcher, nor to two at one screen. */
const byName = ({ watching, together }: ViewFrame): boolean => watching || together === true;

const score = (frame: ViewFrame): string => {
  const { own, opponent } = frame;
  return text("scoreSpoken", {
    own: byName(frame) ? nameOf(own) : text("you"),
    ownScore: own.score,
    opponent: nameOf(opponent),
    opponentScore: opponent.score,
  });
};

function verdict(winner: "own" | "opponent" | null, frame: ViewFrame): string {
  if (winner === null) return text("drawn");
  if (byName(frame)) return text("winner", { name: nameOf(frame[winner]) });
  return text(winner === "own" ? "won" : "lost");
}
