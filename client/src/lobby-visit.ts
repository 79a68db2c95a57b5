/**
 * A visit to the lobby that survives what the network and the server do: a lost connection or a
 * restart brings one back in line, not out of it.
 */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { Lobby, LobbyListener, LobbyOptions } from "./net/colyseus-lobby.ts";
import { tabId } from "./tab-id.ts";

/** The close code for a server that could not be reached at all. */
export const UNREACHABLE = 0;

export interface VisitListener extends LobbyListener {
  /** The connection is lost; the visit goes on once it is back. */
  lost(): void;
}

export interface VisitOptions extends Pick<LobbyOptions, "ticket" | "host"> {
  name: string;
  /** The private room to come to; asked for at every attempt, for a host learns it on the way. */
  code?: () => string | undefined;
}

/** How long it is tried again, and how often (ms). */
const PATIENCE = 40_000;
const RETRY_EVERY = 700;

/** After a process of the server was lost: the host's page has opened its room again by then (ms). */
const ROOM_BACK = 5000;

/** Answers to which there is nothing to retry. */
const FINAL: readonly number[] = Object.values(CloseReason).filter(
  (code) => code !== CloseReason.shutdown,
);

/** The time without a connection. */
class Outage {
  /** Since when it is tried again; NaN while all is well. */
  private since = Number.NaN;
  /** When the connection was lost last, and not given up by the server. */
  private brokenAt = Number.NEGATIVE_INFINITY;
  private wasIn = false;

  /** We are in, for the first time or again. */
  end(): void {
    this.wasIn = true;
    this.since = Number.NaN;
  }

  /** The connection was closed with `code` at `now` (ms); returns what that means. */
  take(code: number, now: number): "over" | "lost" | "still lost" {
    const first = Number.isNaN(this.since);
    const early = code === CloseReason.inviteUnknown && now - this.brokenAt < ROOM_BACK;
    if (first) this.since = now;
    if (first && !early) this.brokenAt = now;
    const isFinal = FINAL.includes(code) && !early;
    if (!this.wasIn || isFinal || now - this.since > PATIENCE) return "over";
    return first ? "lost" : "still lost";
  }
}

/** Comes to the lobby, and comes again when the connection is lost. */
export function visitLobby(options: VisitOptions, listener: VisitListener): Lobby {
  let lobby: Lobby | null = null;
  let over = false;
  let timer = 0;
  const outage = new Outage();

  const closed = (code: number) => {
    if (over) return;
    const state = outage.take(code, performance.now());
    if (state === "over") {
      over = true;
      return listener.closed(code);
    }
    if (state === "lost") listener.lost();
    timer = window.setTimeout(enter, RETRY_EVERY);
  };
  const enter = () => {
    import("./net/colyseus-lobby.ts").then(
      ({ enterLobby }) => {
        if (over) return;
        const code = options.code?.();
        // With its code a host's room can be opened again where nobody knows it any more.
        const { name, ticket, host } = options;
        const asked = { server: location.origin, name, tab: tabId(), ticket, host, code };
        lobby = enterLobby(asked, {
          ...listener,
          closed,
          status(status) {
            outage.end();
            listener.status(status);
          },
        });
      },
      () => closed(UNREACHABLE),
    );
  };
  enter();
  return {
    leave() {
      over = true;
      clearTimeout(timer);
      lobby?.leave();
    },
    sit: async (offer) => lobby?.sit(offer),
    askBot: (level) => lobby?.askBot(level),
    allowWatching: (allowed) => lobby?.allowWatching(allowed),
  };
}
