/**
 * Parts of the page that are fetched when they are wanted: what can't be fetched is tried once more, and
 * the caller learns why it did not come.
 */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { BASE_PATH } from "./base-path.ts";
import { importThroughFreeze } from "./import-through-freeze.ts";
import { withTimeout } from "./timeout.ts";
import { UNREACHABLE } from "./unreachable.ts";

/** A part of the page did not come. */
export class ModuleMissing extends Error {
  /**
   * CloseReason.version: the server has a newer page. UNREACHABLE: it does not answer. REFUSED: it answers
   * with the same page, but did not give this part of it.
   */
  readonly code: number;
  constructor(code: number, cause: unknown) {
    super(`a part of the page is missing: ${code}`, { cause });
    this.code = code;
  }
}
export const REFUSED = 429;

const RETRY_AFTER = 600;
/** A server that has not answered by then (ms) counts as out of reach. */
const PATIENCE = 4000;

/** What `load` imports, at every call; it is fetched by the first. The call rejects with ModuleMissing. */
export const lazyModule =
  <T>(load: () => Promise<T>) =>
  async (): Promise<T> => {
    try {
      return await importThroughFreeze(load);
    } catch (error) {
      const code = await whyMissing();
      if (code !== REFUSED) throw new ModuleMissing(code, error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
      await askForSheetsAgain();
      return importThroughFreeze(load).catch((again) =>
        Promise.reject(new ModuleMissing(code, again)),
      );
    }
  };

/** A newer page names other files than the one that is here. */
async function whyMissing(): Promise<number> {
  const entry = document.querySelector("script[type=module]")?.getAttribute("src") ?? "";
  try {
    const answer = await withTimeout(
      PATIENCE,
      fetch(`${BASE_PATH}/`, { cache: "no-store" }),
      () => undefined,
    );
    if (answer.status >= 500) return UNREACHABLE;
    return answer.ok && !(await answer.text()).includes(entry) ? CloseReason.version : REFUSED;
  } catch {
    return UNREACHABLE;
  }
}

/** Style sheets that were asked for and did not come. */
const failed = new Set<HTMLLinkElement>();

/** Begins to notice them. */
export function watchSheets(): void {
  const onError = ({ target }: Event) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") failed.add(target);
  };
  document.addEventListener("error", onError, true);
}

/** Once it has failed, a module's style sheet is not asked for again when the module is. */
function askForSheetsAgain(): Promise<unknown> {
  // The first page's sheet is asked for again by itself: a link of it that failed is gone, and nothing takes its place.
  const there = [...failed].filter((link) => link.isConnected);
  const asked = there.map(
    (link) =>
      new Promise((resolve) => {
        const again = link.cloneNode() as HTMLLinkElement;
        again.onload = again.onerror = resolve;
        link.replaceWith(again);
      }),
  );
  failed.clear();
  return Promise.all(asked);
}
