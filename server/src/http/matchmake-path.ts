/** Paths at which seats are asked for. */
import { COMPETITION_ROOM } from "@quickpong/shared/protocol/competition-messages.ts";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";

/** Where a seat in the lobby is asked for. */
export const LOBBY_SEAT = `/matchmake/joinOrCreate/${LOBBY_ROOM}`;
/** `POST /matchmake/<method>/<name>`. */
export const MATCHMAKE = /^\/matchmake\/(\w{1,16})\/([\w-]{1,32})$/;

/** Where a place in a competition is asked for, by its code. */
export const COMPETITION_JOIN = `/matchmake/join/${COMPETITION_ROOM}`;
/** The same among processes: a place from the process that runs it, and what it is. Nobody else may ask there. */
export const COMPETITION_PLACE = `/matchmake/place/${COMPETITION_ROOM}`;
export const COMPETITION_FIND = `/matchmake/find/${COMPETITION_ROOM}`;

/** Whether a path is about competitions. */
export const isCompetitionSeat = (path: string): boolean => path.endsWith(`/${COMPETITION_ROOM}`);
