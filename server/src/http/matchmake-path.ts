/** Paths at which seats are asked for. */
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";

/** Where a seat in the lobby is asked for. */
export const LOBBY_SEAT = `/matchmake/joinOrCreate/${LOBBY_ROOM}`;
/** `POST /matchmake/<method>/<name>`. */
export const MATCHMAKE = /^\/matchmake\/(\w{1,16})\/([\w-]{1,32})$/;
