/** What a screen reader says of a match: the countdown, the score, who won. */
import { isMatchPoint } from "../match-point.ts";
import type { MatchEvent, ViewFrame } from "../net/view-frame.ts";
import { nameOf } from "./names.ts";
import { text } from "./texts.ts";

/** The words for one frame, "" for most of them. */
export function spokenOf(frame: ViewFrame): string {
  return frame.events
    .map((event) => spokenEvent(event, frame))
    .filter((words) => words !== "")
    .join(". ");
}

function spokenEvent(event: MatchEvent, frame: ViewFrame): string {
  switch (event.type) {
    case "countdown":
      return String(event.left);
    case "goal":
      return isMatchPoint(frame) ? `${score(frame)}. ${text("matchPoint")}` : score(frame);
    case "finish":
      return verdict(event.winner, frame);
    default:
      return "";
  }
}

const score = ({ own, opponent, watching }: ViewFrame): string =>
  text("scoreSpoken", {
    own: watching ? nameOf(own) : text("you"),
    ownScore: own.score,
    opponent: nameOf(opponent),
    opponentScore: opponent.score,
  });

function verdict(winner: "own" | "opponent" | null, frame: ViewFrame): string {
  if (winner === null) return text("drawn");
  if (frame.watching) return text("winner", { name: nameOf(frame[winner]) });
  return text(winner === "own" ? "won" : "lost");
}
