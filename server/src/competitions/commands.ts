/** What pages ask for, as the events that it comes to, or why it comes to nothing. */
import {
  CAPACITY,
  type CompetitionCommand,
  type CompetitionRefusal,
  ENTRANTS_EVER,
  type EntrantNumber,
} from "@quickpong/shared/protocol/competition.ts";
import { isIn, numberOf } from "./entrants.ts";
import type { CompetitionEvent, Happening, NewEntrant } from "./events.ts";
import { canStart, isLongerThanAllowed } from "./limits.ts";
import type { CompetitionState } from "./state.ts";

/** Whose page it is. */
export interface Asking {
  readonly entrant: EntrantNumber | null;
  readonly isHost: boolean;
}

/** What it comes to: the event to store and fold, or a refusal. */
export type Answer = CompetitionEvent | CompetitionRefusal;

/** Somebody enters, or comes back, at `now` (ms since 1970). */
export function join(state: CompetitionState, entrant: NewEntrant, now: number): Answer {
  if (state.phase === "ended") return "ended";
  const number = numberOf(state, entrant.key);
  const known = number === null ? undefined : state.entrants[number];
  if (known?.status === "removed") return "removed";
  const event = { type: "joined", entrant, at: now } as const;
  if (isIn(known)) return event;
  if (state.cup) return "begun";
  const isFull =
    state.entrants.filter(isIn).length >= CAPACITY[state.settings.kind] ||
    (!known && state.entrants.length >= ENTRANTS_EVER);
  return isFull ? "full" : event;
}

/** Any command but `join`. A name in it is clean already. */
export function ask(
  state: CompetitionState,
  command: Exclude<CompetitionCommand, { type: "join" }>,
  by: Asking,
  now: number,
): Answer {
  if (state.phase === "ended") return "ended";
  const happens = answer(state, command, by);
  return typeof happens === "string" ? happens : { ...happens, at: now };
}

type OwnCommand = Extract<CompetitionCommand, { type: "leave" | "here" }>;
type HostCommand = Exclude<CompetitionCommand, { type: "join" } | OwnCommand>;

function answer(
  state: CompetitionState,
  command: OwnCommand | HostCommand,
  by: Asking,
): Happening | CompetitionRefusal {
  if (command.type === "leave" || command.type === "here") return askOwn(state, command.type, by);
  return by.isHost ? askAsHost(state, command) : "notHost";
}

function askOwn(
  { entrants }: CompetitionState,
  type: "leave" | "here",
  { entrant }: Asking,
): Happening | CompetitionRefusal {
  const own = entrant === null ? undefined : entrants[entrant];
  if (!isIn(own)) return "notNow";
  if (type === "leave") return { type: "left", entrant: own.number };
  return own.missed || !own.present ? { type: "present", entrant: own.number } : "notNow";
}

function askAsHost(state: CompetitionState, command: HostCommand): Happening | CompetitionRefusal {
  const { phase, settings } = state;
  switch (command.type) {
    case "start":
      if (phase !== "waiting") return "notNow";
      return canStart(state) ? { type: "started" } : "tooFew";
    case "pause":
      return phase === "running" ? { type: "paused" } : "notNow";
    case "resume":
      return phase === "paused" ? { type: "resumed" } : "notNow";
    case "end":
      return { type: "ended" };
    case "extend":
      if (settings.kind !== "arena") return "notNow";
      return isLongerThanAllowed(state, command.minutes)
        ? "tooLong"
        : { type: "extended", minutes: command.minutes };
    case "remove":
    case "rename":
      return askOf(state, command);
  }
}

function askOf(
  { entrants }: CompetitionState,
  command: Extract<HostCommand, { type: "remove" | "rename" }>,
): Happening | CompetitionRefusal {
  const entrant = entrants[command.entrant];
  if (!entrant || entrant.status === "removed") return "notNow";
  if (command.type === "remove") return { type: "removed", entrant: entrant.number };
  const { name } = command;
  return name === "" || name === entrant.name
    ? "notNow"
    : { type: "renamed", entrant: entrant.number, name };
}
