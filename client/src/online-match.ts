/** A match in a room of the server, ready for the arena. */
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { MatchInPage } from "./match-view.ts";
import { joinMatch } from "./net/colyseus-link.ts";
import { Netplay } from "./net/netplay.ts";

/** Takes the seat that the lobby has offered. */
export async function createOnlineMatch(offer: MatchOffer): Promise<MatchInPage> {
  const now = () => performance.now();
  const link = await joinMatch(offer, { server: location.origin, now });
  const netplay = new Netplay({ link });
  return {
    link,
    steer: (target) => netplay.steer(target),
    frame: (time) => netplay.frame(time),
    get closed() {
      return netplay.closed;
    },
  };
}
