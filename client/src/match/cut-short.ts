/** When a closed link took a match away, and when the match had had its end. Pure. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { ViewFrame } from "../net/view-frame.ts";

/**
 * Whether a link that closed with `code` cut the match short that `frame` shows. `over`: its end has
 * been seen before. No frame is drawn while a tab is hidden, so that the first one after the match and
 * its room have ended brings both at once. A match whose opponent never came has no result to show.
 */
export const wasCutShort = (code: number, frame: ViewFrame | null, over: boolean): boolean =>
  code === CloseReason.opponentMissing || (!over && frame?.phase !== "finished");
