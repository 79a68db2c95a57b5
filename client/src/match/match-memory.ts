/** What has become of a match that has ended, and who of those who played it have a page. */
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { type ClaimOutcome, claimMatches } from "../session/claim-matches.ts";
import { keepClaim } from "../session/kept-claims.ts";
import type { Memory } from "../ui/match-memory-view.ts";

/** Claims of this page, and what has become of them. */
type Claims = ReadonlyMap<string, ClaimOutcome | "asked">;

/** What can be said of a match; nothing is called saved before it is this player's. Pure. */
export function memoryOf(notice: SavedNotice | null, claims: Claims, news: boolean): Memory {
  if (!notice) return { kind: "unknown" };
  const { state, claim, own, opponent, opponentId, replay } = notice;
  if (state !== "saved") return { kind: state };
  const outcome = claim === undefined ? "owned" : (claims.get(claim) ?? "asked");
  if (outcome === "asked") return { kind: "unknown" };
  if (outcome === "refused") return { kind: "off" };
  const first = news && outcome === "kept";
  return { kind: "saved", first, own, opponent, opponentId, replay };
}

/** Follows a match's frames, and claims what is this browser's. */
export class MatchMemory {
  private readonly claims = new Map<string, ClaimOutcome | "asked">();
  /** The claim whose outcome is new in this match. */
  private fresh = "";
  private notice: SavedNotice | null = null;
  /** Changes only when what can be said does. */
  now: Memory = { kind: "unknown" };

  follow({ saved }: Pick<ViewFrame, "saved">): void {
    if (saved === this.notice) return;
    // A rematch: what was new is known.
    if (saved === null) this.fresh = "";
    this.notice = saved;
    if (saved?.claim !== undefined) {
      if (saved.state === "saved") void this.claim(saved.claim);
      else keepClaim(saved.claim, Date.now());
    }
    this.update();
  }

  private async claim(claim: string): Promise<void> {
    if (this.claims.has(claim)) return;
    this.claims.set(claim, "asked");
    this.fresh = claim;
    this.claims.set(claim, await claimMatches(claim));
    this.update();
  }

  private update(): void {
    const news = this.fresh !== "" && this.notice?.claim === this.fresh;
    this.now = memoryOf(this.notice, this.claims, news);
  }
}
