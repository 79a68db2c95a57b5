/** What a guest asks for, as the event that it comes to, or why it comes to none. */
import type { CompetitionCommand } from "@quickpong/shared/protocol/competition.ts";
import { type Answer, type Asking, ask, join } from "../competitions/commands.ts";
import { numberOf } from "../competitions/entrants.ts";
import type { CompetitionState } from "../competitions/state.ts";
import { shownName } from "../matchmaking/names.ts";
import type { Guest } from "./guests.ts";

/** Names are cleaned here. `now`: ms since 1970. */
export function answerTo(
  state: CompetitionState,
  command: CompetitionCommand,
  guest: Guest,
  now: number,
): Answer {
  const asking = askingOf(state, guest);
  if (command.type === "rename")
    return ask(state, { ...command, name: shownName(command.name, "") }, asking, now);
  if (command.type !== "join") return ask(state, command, asking, now);
  const { key, bot, rating, knownName } = guest;
  if (key === undefined) return "notNow";
  const fallback = knownName ?? `Player ${state.entrants.length + 1}`;
  return join(state, { key, name: shownName(command.name, fallback), rating, bot }, now);
}

/** Whose page it is. */
export const askingOf = (state: CompetitionState, { key, isHost }: Guest): Asking => ({
  entrant: key === undefined ? null : numberOf(state, key),
  isHost,
});
