/** Tells the server about errors in this page, so that somebody learns of them. A few kinds per page. */
import {
  type ClientError,
  CLIENT_ERROR_FIELDS as LENGTHS,
} from "@quickpong/shared/protocol/client-error.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { BASE_PATH } from "./base-path.ts";

const MOST_PER_PAGE = 5;

/** An error in the page `where`, as the server takes it. */
export const clientError = (message: string, stack: unknown, where: string): ClientError => ({
  message: message.slice(0, LENGTHS.message),
  stack: String(stack ?? "").slice(0, LENGTHS.stack),
  where,
  version: String(PROTOCOL_VERSION),
});

/** Starts reporting uncaught errors and unhandled rejections. */
export function reportErrors(): void {
  const kinds = new Set<string>();
  const report = (message: string, stack: unknown) => {
    // What throws in every frame is one error, and takes no other one's place.
    if (kinds.size >= MOST_PER_PAGE || kinds.has(message)) return;
    kinds.add(message);
    const body = JSON.stringify(clientError(message, stack, location.pathname));
    fetch(`${BASE_PATH}/client-errors`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      keepalive: true,
    }).catch(() => undefined);
  };
  window.addEventListener("error", (event) => {
    report(event.message, (event.error as Error | undefined)?.stack);
  });
  window.addEventListener("unhandledrejection", (event) => {
    const reason = event.reason as Error | undefined;
    report(`rejected: ${reason?.message ?? String(reason)}`, reason?.stack);
  });
}
