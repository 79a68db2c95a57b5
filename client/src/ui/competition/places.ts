/** Where each kind of competition has its page. Pure. */
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import type { CompetitionPlace } from "../../routing/routes.ts";

const PLACES = { arena: "arena", cup: "cup", winnerStays: "crowd" } as const satisfies Record<
  CompetitionKind,
  CompetitionPlace
>;

/** The page of a competition of this kind. */
export const placeOf = (kind: CompetitionKind): CompetitionPlace => PLACES[kind];

/** The kind whose page this is; of the screen, the first. */
export const kindOf = (place: CompetitionPlace): CompetitionKind =>
  place === "crowd" ? "winnerStays" : place === "cup" ? "cup" : "arena";
