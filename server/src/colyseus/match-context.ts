/** What a match room works with: a plain object, because rooms themselves are slow to read. */
import type { Client } from "@colyseus/core";
import type { Side } from "@quickpong/shared/court.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import type { LiveMatch } from "../match/live-match.ts";
import type { OutboxSerializer } from "./outbox-serializer.ts";
import type { PlayerConnections } from "./player-connections.ts";
import type { RoomServices } from "./room-services.ts";
import type { SpectatorBroadcast } from "./spectator-broadcast.ts";

export interface MatchContext {
  readonly services: RoomServices;
  readonly match: LiveMatch;
  readonly connections: PlayerConnections;
  readonly spectators: SpectatorBroadcast;
  readonly outboxes: OutboxSerializer<PublishedMatch>;
  /** The private room's code, or "". */
  readonly code: string;
  /** Whether its two players may play again. */
  readonly hasRematch: boolean;
  readonly roomId: string;
}

type Act = (match: LiveMatch, side: Side, now: number) => void;

/** Does what a player asks for; what a spectator asks for is not done. */
export function withPlayer({ match, connections }: MatchContext, client: Client, what: Act): void {
  const side = connections.sideOf(client);
  if (side !== undefined) what(match, side, performance.now());
}
