/**
 * The first page's style sheet. The page asks for it at once but does not depend on it: browsers differ
 * in whether scripts wait for a sheet, and one that never comes would keep Play from everybody. See
 * `client/patient-sheet.ts`.
 */
import { h } from "../platform/dom.ts";

/** So long the page is not shown without it (ms), and then it is. */
const PATIENCE = 1500;
/** A sheet that was refused is asked for again, so often and after so long (ms). */
const TRIES = 8;
const RETRY_AFTER = 2000;

/** Puts the sheet in and calls `arrived` once it is there; resolves then, or when it is not waited for any more. */
export function putStyleSheet(arrived: () => void): Promise<void> {
  return new Promise((resolve) => {
    const asked = document.querySelector<HTMLLinkElement>("link[as=style]");
    if (!asked) return resolve();
    const put = (tries: number) => {
      const link = h("link", { rel: "stylesheet", crossorigin: true, href: asked.href });
      link.onload = () => {
        arrived();
        resolve();
      };
      link.onerror = () => {
        link.remove();
        resolve();
        if (tries > 1) setTimeout(put, RETRY_AFTER, tries - 1);
      };
      // Before those that are fetched later: the order of rules counts.
      asked.after(link);
    };
    put(TRIES);
    setTimeout(resolve, PATIENCE);
  });
}
