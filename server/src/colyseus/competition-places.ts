/** Places in competitions: found on whichever process runs them, and taken on here where none does. */
import { matchMaker } from "@colyseus/core";
import { SeatReservationError } from "@colyseus/core/errors/SeatReservationError";
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import {
  COMPETITION_KEY,
  COMPETITION_ROOM,
  type CompetitionAnswer,
} from "@quickpong/shared/protocol/competition-messages.ts";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import type { Requester } from "../cluster/cluster.ts";
import { HttpError } from "../http/body.ts";
import type { CompetitionsBackend } from "../http/competition-routes.ts";
import { COMPETITION_FIND, COMPETITION_PLACE } from "../http/matchmake-path.ts";
import type { Guest } from "../live-competitions/guests.ts";
import type { LiveCompetition } from "../live-competitions/live-competition.ts";
import type { LiveCompetitions } from "../live-competitions/live-competitions.ts";
import type { Visitor } from "../players/recognition.ts";
import { recognize } from "../players/recognition.ts";
import { hashOf } from "../players/secrets.ts";
import { shownRating } from "../rating/shown-rating.ts";
import type { CompetitionPlace } from "./competition-room.ts";
import type { RoomListing } from "./lobby-port.ts";
import type { RoomServices } from "./room-services.ts";

type Services = Pick<
  RoomServices,
  "cluster" | "competitions" | "config" | "store" | "online" | "isOverloaded"
>;

/** A place as one process asks another for it. */
interface WantedPlace {
  code: string;
  guest: Omit<Guest, "id" | "isHost">;
  /** Of the host's secret, if one was shown. */
  hostKey: string | undefined;
}

const NOBODY: Visitor = { credential: undefined, ownPage: false };
const UNKNOWN = "no such competition";
/** Hexadecimal digits of a key: 128 bits. */
const KEY_LENGTH = 32;

/** The rooms of this process's competitions. */
export class CompetitionRooms {
  readonly #listings = new Map<string, RoomListing>();

  async open(competition: LiveCompetition): Promise<void> {
    const listing = await matchMaker.createRoom(COMPETITION_ROOM, { competition });
    this.#listings.set(competition.code, listing);
  }

  close(code: string): void {
    this.#listings.delete(code);
  }

  /** Reserves a place; undefined when the competition is not here. */
  async reserve(
    competition: LiveCompetition | undefined,
    wanted: WantedPlace,
  ): Promise<object | undefined> {
    const listing = this.#listings.get(wanted.code);
    if (!competition || !listing) return undefined;
    const isHost = wanted.hostKey === competition.hostKey;
    const place: CompetitionPlace = { guest: { ...wanted.guest, isHost } };
    try {
      return await matchMaker.reserveSeatFor(listing, place);
    } catch (error) {
      throw error instanceof SeatReservationError ? new HttpError(503, "full") : error;
    }
  }
}

/** What a process answers to others that ask it for a place, or what a code leads to; rejects with 404. */
export const answerOthers =
  (rooms: CompetitionRooms, competitions: LiveCompetitions) =>
  async (path: string, options: Record<string, unknown>): Promise<unknown> => {
    // From another process of ours, which is trusted.
    const wanted = options as object as WantedPlace;
    const competition = await competitions.here(wanted.code);
    const answer =
      path === COMPETITION_PLACE
        ? await rooms.reserve(competition, wanted)
        : competition && known(competition.state.settings.kind);
    if (!answer) throw new HttpError(404, UNKNOWN);
    return answer;
  };

/** Competitions as the HTTP server has them. */
export function competitionsBackend(
  services: Services,
  rooms: CompetitionRooms,
): CompetitionsBackend {
  return {
    create: (settings) => services.competitions.create(settings),
    find: (code) => find(services, readCode(code)),
    join: (options, from) => join(services, rooms, options, from),
  };
}

const known = (kind: CompetitionKind): CompetitionAnswer => ({ state: "known", kind });

async function find(services: Services, code: string): Promise<CompetitionAnswer> {
  const { competitions, store, cluster } = services;
  const here = competitions.get(code);
  if (here) return known(here.state.settings.kind);
  if (store.state !== "off") {
    const kind = await store.competitionKind(code);
    return kind === null ? { state: "unknown" } : known(kind as CompetitionKind);
  }
  const asked = cluster.matchmake(COMPETITION_FIND, { code }, { local: false, site: "" });
  return (await asked.catch(() => ({ state: "unknown" }))) as CompetitionAnswer;
}

async function join(
  services: Services,
  rooms: CompetitionRooms,
  options: Record<string, unknown>,
  from: Requester,
): Promise<unknown> {
  const { config, online, isOverloaded } = services;
  if (options["version"] !== PROTOCOL_VERSION) throw new HttpError(426, "another version");
  if (online() > config.maxPlayers || isOverloaded()) throw new HttpError(503, "full");
  const wanted = await placeFor(services, options, from.visitor ?? NOBODY);
  const { local, site } = from;
  try {
    return await services.cluster.matchmake(COMPETITION_PLACE, { ...wanted }, { local, site });
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) throw error;
    return await placeHere(services, rooms, wanted);
  }
}

/** A place in a competition that no process runs. */
async function placeHere(services: Services, rooms: CompetitionRooms, wanted: WantedPlace) {
  const { cluster, competitions, config } = services;
  // Another process may run it that can't be reached now: two would take it from each other for ever.
  if (cluster.state().isolated) throw new HttpError(503, "try again");
  const competition = await competitions.take(wanted.code);
  const reservation = await rooms.reserve(competition, wanted);
  if (!reservation) throw new HttpError(404, UNKNOWN);
  // The load balancer finds this process by its name.
  return { ...reservation, processId: config.processName };
}

/** Who comes, as far as the request and the store show; everything in `options` may be anything. */
async function placeFor(
  { store }: Services,
  options: Record<string, unknown>,
  visitor: Visitor,
): Promise<WantedPlace> {
  const code = readCode(String(options["code"]));
  const { identity, account, player } = await recognize(store, visitor, Date.now());
  const { key, host, bot } = options;
  const own = typeof key === "string" && COMPETITION_KEY.test(key) ? `key ${key}` : undefined;
  const who = account === undefined ? own : `player ${account}`;
  const guest = {
    key: who === undefined ? undefined : hashOf(`${code} ${who}`).slice(0, KEY_LENGTH),
    bot: bot === true,
    identity,
    knownName: player?.name,
    rating: player ? Math.round(player.rating.rating) : null,
    shownRating: player && shownRating(player.rating),
  };
  return { code, guest, hostKey: typeof host === "string" ? hashOf(host.slice(0, 64)) : undefined };
}
