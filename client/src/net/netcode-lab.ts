/** What those who come to learn may change in practice. */
import type { InputPolicy } from "@quickpong/shared/rules.ts";
import type { NetMode } from "./modes.ts";

export interface NetcodeLab {
  mode: NetMode;
  /** Added round trip (ms). */
  delay: number;
  /** Draw the server's present beside what is seen. */
  ghost: boolean;
}

/** How the game is meant. */
export const NETCODE_LAB_OFF: NetcodeLab = { mode: "quickpong", delay: 0, ghost: false };
export const MOST_DELAY = 300;

/** How each way of drawing wants its simulation to take inputs: ours, and the classic ones' policies. */
export const INPUT_POLICY_OF: Record<NetMode, InputPolicy> = {
  quickpong: "stamped",
  all: "ahead",
  own: "arrival",
  none: "arrival",
};
