/** A match in a room of the server, ready for the arena. */
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { keepSeat } from "./kept-seat.ts";
import type { MatchInPage } from "./match-view.ts";
import { type ColyseusLink, joinMatch, rejoinMatch, type SeatTicket } from "./net/colyseus-link.ts";
import { Netplay } from "./net/netplay.ts";

const now = () => performance.now();
const options = () => ({ server: location.origin, now });

/** Takes the seat that the lobby has offered. */
export async function createOnlineMatch(offer: MatchOffer): Promise<MatchInPage> {
  return playOver(await joinMatch(offer, options()));
}

/** Comes back to a seat after a refresh; rejects when it is gone. */
export async function resumeOnlineMatch(ticket: SeatTicket): Promise<MatchInPage> {
  return playOver(await rejoinMatch(ticket, options()));
}

function playOver(link: ColyseusLink): MatchInPage {
  const netplay = new Netplay({ link });
  // Whoever leaves by a button or by going back has left the link before the page goes.
  const onPageHide = () => {
    if (netplay.closed === null) keepSeat(link.ticket);
  };
  window.addEventListener("pagehide", onPageHide);
  return {
    link,
    steer: (target) => netplay.steer(target),
    frame: (time) => netplay.frame(time),
    get closed() {
      return netplay.closed;
    },
    report: () => netplay.report(),
    end() {
      window.removeEventListener("pagehide", onPageHide);
      link.leave();
    },
  };
}
