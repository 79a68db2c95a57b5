/** The store that is turned off: everything can be played, and nothing is remembered. */
import { type Store, StoreError } from "./store.ts";

export function noStore(): Store {
  const refuse = () => Promise.reject(new StoreError("the store is off"));
  return {
    state: "off",
    figures: { waiting: 0, saved: 0, lost: 0, failures: 0 },
    record: refuse,
    findPlayer: refuse,
    redeemClaim: refuse,
    profile: refuse,
    history: refuse,
    rename: refuse,
    devices: refuse,
    signOut: refuse,
    addMoveCode: refuse,
    setRecoveryCode: refuse,
    hasRecoveryCode: refuse,
    redeemCode: refuse,
    erase: refuse,
    exportPlayer: refuse,
    close: async () => 0,
  };
}
