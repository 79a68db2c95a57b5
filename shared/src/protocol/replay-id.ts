/** What a replay is called. */

/** A replay's id, in addresses: 16 letters and digits of base32 (a to z, 2 to 7), 80 random bits. */
export type ReplayId = string;
export const REPLAY_ID = /^[a-z2-7]{16}$/;
