/** What players were shown: how often it was wrong, and had to be repaired. */
import type { Netplay } from "@quickpong/client/net/netplay.ts";

/** Contacts as drawn against what the server ruled, and visible corrections. */
export interface Picture {
  ownContacts: number;
  ownWrong: number;
  opponentContacts: number;
  opponentWrong: number;
  ownCorrections: number;
  ballSnaps: number;
  longStalls: number;
}

/** Adds what a netplay has counted to a sum of many, each thing once. */
export class PictureCount {
  readonly #netplay: Netplay;
  readonly #sum: Picture;
  #added: Picture;

  constructor(netplay: Netplay, sum: Picture) {
    this.#netplay = netplay;
    this.#sum = sum;
    this.#added = pictureOf(netplay);
  }

  /** Adds what has come since the last time. */
  add(): void {
    const shown = pictureOf(this.#netplay);
    for (const key of Object.keys(shown) as (keyof Picture)[]) {
      this.#sum[key] += shown[key] - this.#added[key];
    }
    this.#added = shown;
  }
}

function pictureOf({ contacts: { counts }, stats }: Netplay): Picture {
  return {
    ownContacts: counts.own,
    ownWrong: counts.ownWrong,
    opponentContacts: counts.opponent,
    opponentWrong: counts.opponentWrong,
    ownCorrections: stats.ownCorrections.length,
    ballSnaps: stats.snaps.length,
    longStalls: stats.longStalls,
  };
}
