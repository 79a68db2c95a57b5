/** What both kinds of room need. */
import { type RoomException, ServerError } from "@colyseus/core";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";

/** A patch rate that never comes round (ms); null would start a clock of 60 Hz in every room. */
export const NEVER = 0x7fffffff;

/** Turns a client away when thrown from a join hook: its join fails with this code. */
export class Refusal extends ServerError {
  constructor(reason: CloseReasonCode) {
    const name = Object.entries(CloseReason).find(([, code]) => code === reason)?.[0];
    super(reason, name ?? String(reason));
  }
}

/** Whether a hook threw on purpose. */
export const isRefusal = (error: RoomException): boolean => error.cause instanceof ServerError;
