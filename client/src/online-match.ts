/** A match in a room of the server, ready for the arena. */
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { forgetSeat, keepSeat } from "./kept-seat.ts";
import type { MatchInPage } from "./match-view.ts";
import {
  type ColyseusLink,
  joinMatch,
  rejoinMatch,
  type SeatTicket,
  watchMatch,
} from "./net/colyseus-link.ts";
import type { Lobby } from "./net/colyseus-lobby.ts";
import { isLoss } from "./net/colyseus-seat.ts";
import { Netplay } from "./net/netplay.ts";
import { answerOtherTabs } from "./other-tabs.ts";
import { addressOf, roomIn } from "./routes.ts";
import { nameOf } from "./ui/names.ts";

const now = () => performance.now();
const options = () => ({ server: location.origin, now });

/** Takes the seat that `lobby` has offered. */
export async function createOnlineMatch(
  offer: MatchOffer,
  lobby: Lobby | null,
): Promise<MatchInPage> {
  return playOver(await joinMatch(offer, options(), lobby));
}

/** Comes back to a seat after a refresh; rejects when it is gone. */
export async function resumeOnlineMatch(ticket: SeatTicket): Promise<MatchInPage> {
  try {
    const link = await rejoinMatch(ticket, options());
    forgetSeat();
    return playOver(link);
  } catch (error) {
    // Without an answer, as when the page goes on the way, the seat may be there for the next one.
    if (!isLoss((error as { code?: number } | null)?.code)) forgetSeat();
    throw error;
  }
}

/** Looks on; `id` is a public match's, or a private room's code. */
export async function createWatchedMatch(id: string): Promise<MatchInPage> {
  const link = await watchMatch(id, options());
  return inPage(link, new Netplay({ link }), () => undefined);
}

function playOver(link: ColyseusLink): MatchInPage {
  const netplay = new Netplay({ link });
  const room = roomIn(location.pathname);
  let opponent = "";
  let watchable = false;
  // Whoever leaves by a button or by going back has left the link before the page goes.
  const onPageHide = () => {
    if (netplay.closed === null) keepSeat(link.ticket);
  };
  window.addEventListener("pagehide", onPageHide);
  const quiet = answerOtherTabs(() =>
    netplay.closed === null ? { seat: link.ticket, opponent, room } : null,
  );
  const match = inPage(link, netplay, () => {
    window.removeEventListener("pagehide", onPageHide);
    quiet();
  });
  const frame = (time: number) => {
    const drawn = netplay.frame(time);
    if (drawn) opponent = nameOf(drawn.opponent);
    if (drawn) watchable = drawn.watchable;
    const { triesLeft } = link;
    return drawn && triesLeft > 0 ? { ...drawn, triesLeft } : drawn;
  };
  const address = addressOf({ page: "watch", id: room || link.roomId });
  return Object.assign(match, {
    frame,
    consent: (may: boolean) => link.consent(may),
    watchLink: () => (watchable ? new URL(address, location.href).href : null),
  });
}

function inPage(link: ColyseusLink, netplay: Netplay, ended: () => void): MatchInPage {
  return {
    link,
    steer: (target) => netplay.steer(target),
    frame: (time) => netplay.frame(time),
    closed: () => netplay.closed,
    report: () => netplay.report(),
    end() {
      ended();
      link.leave();
    },
  };
}
