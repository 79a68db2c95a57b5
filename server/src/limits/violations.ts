/**
 * - frame: none that our client sends; rate: too many of them
 * - message: a message with a content that makes no sense; error: Colyseus threw over it
 * - bytes: more bytes than any client of ours sends, of any kind
 */
export type Violation = "frame" | "rate" | "message" | "error" | "bytes";

/** Violations since the process began, for the metrics. */
export const violations: Record<Violation, number> = {
  frame: 0,
  rate: 0,
  message: 0,
  error: 0,
  bytes: 0,
};
