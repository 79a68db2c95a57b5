/** Asks once before somebody leaves a running match, which would lose it: by the button or by going back. */
import type { ViewFrame } from "../net/view-frame.ts";
import type { LeaveQuestion } from "../routing/navigation.ts";
import { loadLeavePanel } from "../ui/overlay-modules.ts";
import type { MatchServices } from "./match-services.ts";

export interface LeaveGuard {
  /** Leaves, at once or after asking. */
  leave(): void;
  /** After every frame. */
  update(frame: ViewFrame): void;
  stop(): void;
}

/**
 * Whether the opponent would be given the win: not once it is over, nor while nobody could take it, nor one
 * at the same screen, nor a bot, which has nothing of it.
 */
export const losesByLeaving = ({ phase, own, opponent, watching, together }: ViewFrame): boolean =>
  !watching &&
  !together &&
  opponent.bot === "" &&
  phase !== "finished" &&
  (phase !== "waiting" || own.score + opponent.score > 0) &&
  own.connection !== "lost" &&
  opponent.present;

/** Begins with a match; `onLeave` leaves it. */
export function createLeaveGuard(
  context: Pick<MatchServices, "setLeaveGuard">,
  onLeave: () => void,
): LeaveGuard {
  const question = new LeavePanel();
  let loses = false;
  const hold: LeaveQuestion = (goOn) => {
    void question.ask(goOn);
    return true;
  };
  return {
    leave() {
      if (loses) void question.ask(onLeave);
      else onLeave();
    },
    update(frame) {
      if (loses === losesByLeaving(frame)) return;
      loses = !loses;
      context.setLeaveGuard(loses ? hold : null);
      question.needed = loses;
    },
    stop() {
      context.setLeaveGuard(null);
      question.stop();
    },
  };
}

/** The panel that asks, open at most once. */
class LeavePanel {
  private isNeeded = false;
  private close: (() => void) | null = null;
  private opening = false;
  private stopped = false;

  /** An open panel is closed when nothing needs to be asked any more. */
  set needed(needed: boolean) {
    this.isNeeded = needed;
    if (!needed) this.close?.();
  }

  /** Asks, and then calls `go` if the answer is yes. */
  async ask(go: () => void): Promise<void> {
    if (this.opening || this.close) return;
    this.opening = true;
    // A player who can't be asked may go all the same.
    const panel = await loadLeavePanel().catch(() => null);
    this.opening = false;
    if (this.stopped) return;
    if (!this.isNeeded || !panel) return go();
    this.close = panel.openLeavePanel(go, () => {
      this.close = null;
    });
  }

  stop(): void {
    this.stopped = true;
    this.close?.();
  }
}
