/** Questions about entrants, and changing one of them. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { NewEntrant } from "./events.ts";
import type { CompetitionState, Entrant } from "./state.ts";

/** Somebody who enters at `at`. */
export const newEntrant = (who: NewEntrant, number: EntrantNumber, at: number): Entrant => ({
  ...who,
  number,
  status: "in",
  joinedAt: at,
  present: true,
  missed: false,
  since: at,
  match: null,
  playedAt: at,
  points: 0,
  won: 0,
  drawn: 0,
  lost: 0,
  streak: 0,
  best: 0,
  difference: 0,
  opponents: [],
});

/** The number that somebody has here; null for who never came. */
export function numberOf({ entrants }: CompetitionState, key: string): EntrantNumber | null {
  return entrants.find((each) => each.key === key)?.number ?? null;
}

/** Has not left. */
export const isIn = (entrant: Entrant | undefined): entrant is Entrant => entrant?.status === "in";
/** Can be called: is there, and has not missed a call. */
export const isReady = (entrant: Entrant | undefined): boolean =>
  isIn(entrant) && entrant.present && !entrant.missed;
/** Ready, and in no match. */
export const isFree = (entrant: Entrant): boolean => isReady(entrant) && entrant.match === null;

/** Since when an entrant who is free has waited (ms since 1970). */
export const waitsSince = (
  { resumedAt, startedAt }: CompetitionState,
  { since, playedAt }: Entrant,
): number => Math.max(since, playedAt, resumedAt, startedAt ?? 0);

/** When the last entrant joined, and when the last one was seen (ms since 1970); 0 without any. */
export const lastJoined = ({ entrants }: CompetitionState): number =>
  Math.max(0, ...entrants.map(({ joinedAt }) => joinedAt));
export const lastSeen = ({ entrants }: CompetitionState): number =>
  Math.max(0, ...entrants.map(({ since }) => since));

/** The state with an entrant changed. */
export function withEntrant(
  state: CompetitionState,
  number: EntrantNumber,
  change: Partial<Entrant>,
): CompetitionState {
  const entrants = state.entrants.slice();
  entrants[number] = { ...(entrants[number] as Entrant), ...change };
  return { ...state, entrants };
}
