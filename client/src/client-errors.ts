/** Tells the server about errors in this page, so that somebody learns of them. A few per page. */
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";

const MOST_PER_PAGE = 5;
const MOST_TEXT = 2000;

/** Starts reporting uncaught errors and unhandled rejections. */
export function reportErrors(): void {
  let left = MOST_PER_PAGE;
  const report = (message: string, stack: unknown) => {
    if (left-- <= 0) return;
    const body = JSON.stringify({
      message: message.slice(0, MOST_TEXT),
      stack: String(stack ?? "").slice(0, MOST_TEXT),
      where: location.pathname,
      version: String(PROTOCOL_VERSION),
      agent: navigator.userAgent,
    });
    fetch("/client-errors", {
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
