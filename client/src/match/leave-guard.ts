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
 * Whether the opponent would be given the win: not once it is over, nor while nobody could take it, nor a
 * bot, which has nothing of it.
 */
export const losesByLeaving = ({ phase, own, opponent, watching }: ViewFrame): boolean =>
  !watching &&
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
  let loses = false;
  let close: (() => void) | null = null;
  let opening = false;
  let stopped = false;
  const ask = async (go: () => void) => {
    if (opening || close) return;
    opening = true;
    // One who can't be asked may go all the same.
    const panel = await loadLeavePanel().catch(() => null);
    opening = false;
    if (stopped) return;
    if (!loses || !panel) return go();
    close = panel.openLeavePanel(go, () => {
      close = null;
    });
  };
  const hold: LeaveQuestion = (goOn) => {
    void ask(goOn);
    return true;
  };
  return {
    leave() {
      if (loses) void ask(onLeave);
      else onLeave();
    },
    update(frame) {
      if (loses === losesByLeaving(frame)) return;
      loses = !loses;
      context.setLeaveGuard(loses ? hold : null);
      if (!loses) close?.();
    },
    stop() {
      stopped = true;
      context.setLeaveGuard(null);
      close?.();
    },
  };
}
