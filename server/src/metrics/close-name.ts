/** Names for the reasons for which connections are closed: few, whatever codes clients make up. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";

/** Codes of the WebSocket protocol and of Colyseus that mean something here. */
const NAMES: Readonly<Record<number, string>> = {
  1000: "left",
  1001: "left",
  1005: "left",
  1006: "lost",
  1009: "tooLong",
  4000: "left",
  4002: "refused",
  4010: "lost",
  ...Object.fromEntries(Object.entries(CloseReason).map(([name, code]) => [code, name])),
};

/** The name of a close code; "other" for those that the server never uses. */
export const closeName = (code: number): string => NAMES[code] ?? "other";
