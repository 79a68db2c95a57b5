/** What a match room works with: a plain object, because rooms themselves are slow to read. */
import type { Client } from "@colyseus/core";
import type { Side } from "@quickpong/shared/court.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import type { Audience } from "./spectator-broadcast.ts";
import type { OutboxSerializer } from "./outbox-serializer.ts";
import type { LiveMatch } from "../match/live-match.ts";
import type { Services } from "../services.ts";
import type { Places } from "./player-connections.ts";

export interface Table {
  readonly services: Services;
  readonly match: LiveMatch;
  readonly places: Places;
  readonly audience: Audience;
  readonly outboxes: OutboxSerializer<PublishedMatch>;
  /** The private room's code, or "". */
  readonly code: string;
}

type Act = (match: LiveMatch, side: Side, now: number) => void;

/** Does what a player wants; what anybody else wants is not done. */
export function act({ match, places }: Table, client: Client, what: Act): void {
  const side = places.sideOf(client);
  if (side !== undefined) what(match, side, performance.now());
}
