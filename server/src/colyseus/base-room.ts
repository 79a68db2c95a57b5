/** What both kinds of room have in common: the guard, the clock, and no timers of their own. */
import {
  type Client,
  Room,
  type RoomException,
  type RoomOptions,
  ServerError,
} from "@colyseus/core";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import { BYTES_MESSAGE_MAX } from "../ws/frame-parser.ts";
import { dropReservedSeats, keepReservedSeats, setRoomClock } from "./colyseus-internals.ts";
import { cutOff, guardMessages } from "./message-guard.ts";

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

  /** `bytesMax`: the longest message of bytes that its clients send (bytes). */
  constructor(bytesMax = BYTES_MESSAGE_MAX) {
    super();
    setRoomClock(this, () => performance.now());
    guardMessages(this, bytesMax, {
      acknowledged: (client) => this.onAcknowledged(client),
      heard: (client) => this.onHeard(client),
      failed: (error) => this.onFailure(error, "onMessage"),
    });
  }

  /** The client has confirmed that it joined; until then it may be a socket that says nothing. */
  protected abstract onAcknowledged(client: Client): void;

  /** A client for which joining was acknowledged has said itself that it got the room's first message. */
  protected onHeard(_: Client): void {}

  /** Tokens besides its own that the player of this client may come back with. */
  protected tokensOf(_: Client): readonly string[] {
    return [];
  }

  /** A client that shows an earlier token that is still good has not heard of the later one. */
  #recognize(token: string | undefined): void {
    if (token === undefined) return;
    const known = this.clients.find((client) => this.tokensOf(client).includes(token));
    if (known) known.reconnectionToken = token;
  }

  /** Something threw that should not have, in the hook or handler named `where`. */
  protected abstract onFailure(error: unknown, where: string): void;

  /** Colyseus ends the process over an exception unless a room has this. */
  override onUncaughtException(error: RoomException, where: string) {
    if (!(error.cause instanceof ServerError)) this.onFailure(error.cause ?? error, where);
  }

  /** A server that ends waits for nobody's seat. */
  override disconnect(code?: number): Promise<unknown> {
    if (code === CloseReason.shutdown) this.dropSeats();
    return super.disconnect(code);
  }

  /** Seats that were given and not taken are kept for their whole time from now on. */
  protected keepSeats(): void {
    keepReservedSeats(this);
  }

  /** Seats that were given and not taken would keep a room that closes for up to 10 s. */
  protected dropSeats(): void {
    dropReservedSeats(this);
  }

  /**
   * A player who comes back before the loss of the old connection was noticed gets the seat at once. Left
   * to itself Colyseus lets them wait for the old connection to die.
   */
  override hasReservedSeat(sessionId: string, token?: string): boolean {
    this.#recognize(token);
    const allowed = super.hasReservedSeat(sessionId, token);
    const old = this.clients.get(sessionId);
    if (allowed && old && token === old.reconnectionToken) cutOff(old, CloseReason.takenOver);
    return allowed;
  }

  /** The session that may come back with this token, if any. Its old connection goes when the new comes. */
  override checkReconnectionToken(token: string): string {
    this.#recognize(token);
    const connected = this.clients.find((client) => client.reconnectionToken === token);
    return connected ? connected.sessionId : super.checkReconnectionToken(token);
  }
}
