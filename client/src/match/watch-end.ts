/** What a watcher does when the link has closed. Pure. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";

/** As the server says it before and after there is a connection, and Colyseus' own word for it. */
const NOTHING_THERE: readonly number[] = [
  404,
  522,
  CloseReason.notWatchable,
  CloseReason.matchOver,
  CloseReason.opponentMissing,
];
const KNOWN: readonly number[] = Object.values(CloseReason);

/**
 * A watcher's seat is not kept: after a lost connection they come again, while `mayRetry`. Not where
 * the server has said that there is nothing, nor where it has said why it does not want them.
 */
export function afterClose(code: number, mayRetry: boolean): "nothing" | "again" | "trouble" {
  if (NOTHING_THERE.includes(code)) return "nothing";
  return mayRetry && !KNOWN.includes(code) ? "again" : "trouble";
}
