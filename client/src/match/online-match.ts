/** A match in a room of the server, ready for the runner. */
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import {
  type ColyseusLink,
  joinMatch,
  rejoinMatch,
  type SeatTicket,
  watchMatch,
} from "../net/colyseus/colyseus-link.ts";
import type { Lobby } from "../net/colyseus/lobby-connection.ts";
import { isLoss } from "../net/colyseus/take-seat.ts";
import { Netplay } from "../net/netplay.ts";
import { serverAddress } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";
import { frameClock } from "../render/frame-clock.ts";
import { addressOf, roomIn } from "../routing/routes.ts";
import { clearSeat, storeSeat } from "../session/seat-storage.ts";
import { answerOtherTabs } from "../session/tab-coordination.ts";
import { nameOf } from "../ui/names.ts";
import type { OnlineMatch, WatchedMatch } from "./match-in-page.ts";

/**
 * A server that has not let somebody in by then (ms) is not heard: neither the SDK nor a browser gives
 * up a line on which nothing arrives.
 */
const PATIENCE = 8000;
/** A seat is kept for 20 s: no try to come back begins later (ms). */
const COMES_BACK_FOR = 20_000;
const RETRY_EVERY = 700;
/** The server's answer to too many requests of an address, and how long it is left in peace then (ms). */
const TOO_MANY = 429;
const LEFT_IN_PEACE = 3000;

const now = () => frameClock.now(performance.now());
const options = () => ({ server: serverAddress(), now });

/** Takes the seat that `lobby` has offered; rejects with a code when it was refused. */
export async function createOnlineMatch(
  offer: MatchOffer,
  lobby: Pick<Lobby, "takeSeat"> | null,
): Promise<OnlineMatch> {
  return playOver(await joinMatch(offer, options(), lobby));
}

/**
 * Comes back to a seat after a refresh, and tries again while there is no line, or the server has had too many
 * requests of this address, and it is `wanted`;
 * rejects when the seat is gone or was not reached.
 */
export async function resumeOnlineMatch(
  ticket: SeatTicket,
  wanted: () => boolean,
): Promise<OnlineMatch> {
  const until = now() + COMES_BACK_FOR;
  // The next try gets the seat from a line that was late.
  const late = (link: ColyseusLink) => (wanted() ? link.drop() : link.leave());
  for (;;) {
    try {
      const link = await withTimeout(PATIENCE, rejoinMatch(ticket, options()), late);
      clearSeat();
      return playOver(link);
    } catch (error) {
      const code = (error as { code?: number } | null)?.code;
      const lost = isLoss(code) || code === TOO_MANY;
      // Without an answer, as when the page goes on the way, the seat may be there for the next one.
      if (!lost) clearSeat();
      if (!lost || now() > until) throw error;
      const wait = code === TOO_MANY ? LEFT_IN_PEACE : RETRY_EVERY;
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (!wanted()) throw error;
    }
  }
}

/** Looks on; rejects with a code when the server has said why not. `id` is a public match's, or a private room's code. */
export async function createWatchedMatch(id: string): Promise<WatchedMatch> {
  const link = await withTimeout(PATIENCE, watchMatch(id, options()), (late) => late.leave());
  return { kind: "watched", ...inPage(link, new Netplay({ link }), () => undefined) };
}

function playOver(link: ColyseusLink): OnlineMatch {
  const netplay = new Netplay({ link });
  const room = roomIn(location.pathname);
  let opponent = "";
  let watchable = false;
  // A player who leaves by a button or by going back has left the link before the page goes.
  const onPageHide = () => {
    if (netplay.closed === null) storeSeat(link.ticket);
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
  return {
    ...match,
    kind: "online",
    frame,
    allowSpectators: (allowed) => link.allowSpectators(allowed),
    watchLink: () => (watchable ? new URL(address, location.href).href : null),
  };
}

function inPage(
  link: ColyseusLink,
  netplay: Netplay,
  ended: () => void,
): Omit<WatchedMatch, "kind"> {
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
