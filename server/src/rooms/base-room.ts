/** What both kinds of room have in common: the guard, the clock, and no timers of their own. */
import {
  type Client,
  Room,
  type RoomException,
  type RoomOptions,
  ServerError,
} from "@colyseus/core";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import { cutOff, guardMessages } from "../edge/message-guard.ts";

/** A patch rate that never comes round (ms); null would start a clock of 60 Hz in every room. */
const NEVER = 0x7fffffff;

/** Turns a client away when thrown from a join hook: its join fails with this code. */
export class Refusal extends ServerError {
  constructor(reason: CloseReasonCode) {
    const [name] = Object.entries(CloseReason).find(([, code]) => code === reason) ?? [];
    super(reason, name);
  }
}

export abstract class BaseRoom<T extends RoomOptions = RoomOptions> extends Room<T> {
  override patchRate = NEVER;

  constructor() {
    super();
    // The default is Date.now, and a step back of the system's clock would freeze the room.
    Object.assign(this.clock, { now: () => performance.now() });
    guardMessages(this, {
      acknowledged: (client) => this.onAcknowledged(client),
      failed: (error) => this.onFailure(error, "onMessage"),
    });
  }

  /** The client has confirmed that it joined; until then it may be a socket that says nothing. */
  protected abstract onAcknowledged(client: Client): void;

  /** Something threw that should not have, in the hook or handler named `where`. */
  protected abstract onFailure(error: unknown, where: string): void;

  /** Colyseus ends the process over an exception unless a room has this. */
  override onUncaughtException(error: RoomException, where: string) {
    if (!(error.cause instanceof ServerError)) this.onFailure(error.cause ?? error, where);
  }

  /**
   * Who comes back before the loss of their old connection was noticed gets the seat at once. Left
   * to itself Colyseus lets them wait for the old connection to die.
   */
  override hasReservedSeat(sessionId: string, token?: string): boolean {
    const allowed = super.hasReservedSeat(sessionId, token);
    const old = this.clients.get(sessionId);
    if (allowed && old && token === old.reconnectionToken) cutOff(old, CloseReason.takenOver);
    return allowed;
  }

  /** The session that may come back with this token, if any. Its old connection goes when the new comes. */
  override checkReconnectionToken(token: string): string {
    const connected = this.clients.find((client) => client.reconnectionToken === token);
    return connected ? connected.sessionId : super.checkReconnectionToken(token);
  }
}
