/** A matchmaker with strangers only, and what it says to them by kind. */
import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { InMemoryMatchmaker } from "../../src/matchmaking/in-memory-matchmaker.ts";
import { Invites } from "../../src/matchmaking/invites.ts";
import { LeaverPenalties } from "../../src/matchmaking/leaver-penalties.ts";
import type {
  JoinRequest,
  MatchmakerDependencies,
  Offer,
  PlayerNetwork,
} from "../../src/matchmaking/matchmaker.ts";
import { PriorityTickets } from "../../src/matchmaking/priority-tickets.ts";

export interface Hooks extends Omit<MatchmakerDependencies, "network"> {
  createMatch: PlayerNetwork["createMatch"];
  found(id: string, offer: Offer): void;
  requeued(id: string): void;
  /** The same tab has come again. */
  replaced(id: string): void;
}

export const openQuickMatches = (hooks: Hooks): InMemoryMatchmaker =>
  new InMemoryMatchmaker(
    {
      rules: DEFAULT_RULES,
      invites: new Invites(() => 0),
      tickets: new PriorityTickets(),
      penalties: new LeaverPenalties(),
    },
    {
      ...hooks,
      network: () => ({
        createMatch: hooks.createMatch,
        notify(_, id, notice) {
          if ("close" in notice) hooks.replaced(id);
          else if (notice.type === LobbyMessage.found) hooks.found(id, notice.content);
          else if (notice.type === LobbyMessage.requeued) hooks.requeued(id);
        },
      }),
    },
  );

/** A stranger who comes now. */
export const stranger = (id: string, player = id): JoinRequest => ({
  id,
  processId: "p1",
  player,
  name: id,
  waited: 0,
  keys: { tab: player, address: undefined },
});
