/** The games of a match on record, each as a recording of its own. */
import type { MatchState } from "../../src/match.ts";
import { roundToGrid } from "../../src/paddle.ts";
import { carryover } from "../../src/rematch.ts";
import { floorArrival, type StoredRecording } from "../../src/replay/format.ts";
import {
  applyMessage,
  beginning,
  type RecordedMessage,
  type Recording,
  type SimulationMessage,
} from "../../src/replay.ts";
import { endingOf } from "../../src/replay-codec.ts";
import { advance } from "../../src/simulation.ts";

/** The same with times and targets as bytes can have them. */
export const onGrid = (recording: Recording): Recording => ({
  ...recording,
  end: Math.max(recording.end, Math.floor(recording.messages.at(-1)?.[0] ?? 0) + 1),
  messages: recording.messages.map(([now, side, message]) => [
    floorArrival(now),
    side,
    messageOnGrid(message),
  ]),
});

function messageOnGrid(message: SimulationMessage): SimulationMessage {
  if (message.kind === "outage") return { ...message, since: floorArrival(message.since) };
  if (message.kind !== "input") return message;
  const target = roundToGrid(Math.max(-500, Math.min(500, message.target)));
  return { ...message, target: target + 0 };
}

type Game = Pick<Recording, "version" | "rules" | "key" | "start" | "from">;

/** Plays on one state, as a server does, and cuts the recording where a rematch begins. */
export function gamesOf(recording: Recording): StoredRecording[] {
  const match = beginning(recording);
  const games: StoredRecording[] = [];
  let game: Game | null = recording;
  let messages: RecordedMessage[] = [];
  const close = () => {
    if (game) games.push({ ...game, messages, end: match.now, ending: endingOf(match, game) });
    game = null;
    messages = [];
  };
  for (const recorded of recording.messages) {
    const [now, , message] = recorded;
    if (message.kind !== "outage") advance(match, now);
    if (match.outcome) close();
    const wasOver = match.outcome !== null;
    applyMessage(match, ...recorded);
    if (wasOver && !match.outcome) game = beginningWith(recording, match);
    else messages.push(recorded);
  }
  advance(match, recording.end);
  close();
  return games;
}

const beginningWith = ({ version, rules }: Recording, match: MatchState): Game => ({
  version,
  rules,
  key: match.random.key,
  start: match.now,
  from: carryover(match),
});
