/** The store that is turned off: everything can be played, and nothing is remembered. */
import { type Store, StoreError } from "./store.ts";

const NO_REPLAYS = { saved: 0, unsaved: 0, verified: 0, mismatched: 0 } as const;

export function noStore(): Store {
  const refuse = () => Promise.reject(new StoreError("the store is off"));
  return {
    state: "off",
    figures: { waiting: 0, saved: 0, lost: 0, failures: 0, replays: NO_REPLAYS },
    record: refuse,
    findPlayer: refuse,
    redeemClaim: refuse,
    profile: refuse,
    history: refuse,
    replay: refuse,
    recordingOf: refuse,
    rallyOfTheDay: refuse,
    star: refuse,
    deleteReplay: refuse,
    top: refuse,
    beginTry: refuse,
    giveTryBack: refuse,
    daily: refuse,
    rename: refuse,
    devices: refuse,
    signOut: refuse,
    addMoveCode: refuse,
    setRecoveryCode: refuse,
    hasRecoveryCode: refuse,
    redeemCode: refuse,
    erase: refuse,
    exportPlayer: refuse,
    beginCompetition: refuse,
    takeCompetition: refuse,
    addEvents: refuse,
    competitionKind: refuse,
    close: async () => 0,
  };
}
