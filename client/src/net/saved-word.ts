/** What the server has said of the match that has ended: not true of its rematch any more. */
import { PHASES } from "@quickpong/shared/match.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";

export class SavedWord {
  /** Null until something was said. */
  now: SavedNotice | null = null;
  private finished = false;

  /** It may come a moment before the state that says that the match has ended. */
  take(notice: SavedNotice): void {
    this.now = notice;
  }

  follow({ phase }: Pick<PublishedState, "phase">): void {
    const finished = PHASES[phase] === "finished";
    if (this.finished && !finished) this.now = null;
    this.finished = finished;
  }
}
