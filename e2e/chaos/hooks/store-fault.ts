/** What can be wrong with the store's thread, as the hooks of the process tell it. */
export interface StoreFault {
  /** A commit takes so much longer (ms). */
  syncMs?: number;
  /** The disk is full, or the file may only be read. */
  only?: "full" | "read" | null;
}
/** Where a thread hears of it, and where it finds what there was before. */
export const STORE_CHANNEL = "chaos of the store";
export const STORE_FAULT = "CHAOS_STORE";
