/**
 * Fetches what a match needs before anybody is asked for one: a seat that is offered to a page without
 * its court keeps another player waiting for nobody.
 */
import type { AppContext } from "../app-context.ts";
import { loadOnlineMatch, loadPracticeMatch } from "../match/match-modules.ts";
import { h } from "../platform/dom.ts";
import { loadLobby } from "../session/lobby-module.ts";
import { createLoading } from "../ui/notice.ts";
import { loadLeavePanel, loadMatchMenu, loadNetgraph } from "../ui/overlay-modules.ts";
import { text } from "../ui/texts.ts";
import { showMissing } from "./error-page.ts";

/** What is fetched, and how much of it there is (kB, compressed). */
type CourtModule = readonly [load: () => Promise<unknown>, size: number];

const court = ({ runner }: AppContext): CourtModule => [() => runner.load(), 105];
const extras: CourtModule = [loadExtras, 4];
const online: CourtModule = [loadOnlineMatch, 10];

export const partsOf = {
  online: (app: AppContext): CourtModule[] => [court(app), online, [loadLobby, 43], extras],
  watching: (app: AppContext): CourtModule[] => [court(app), online, extras],
  replay: (app: AppContext): CourtModule[] => [court(app)],
  twoHere: (app: AppContext): CourtModule[] => [court(app), extras],
  practice: (app: AppContext): CourtModule[] => [court(app), [loadPracticeMatch, 4], extras],
};

/** What can be opened over a match: a button must not turn out to be dead in the middle of one. */
export function loadExtras(): Promise<unknown> {
  return Promise.all([loadMatchMenu(), loadLeavePanel(), loadNetgraph()]);
}

/** All of a match on the server, in silence: for pages on which one waits to be called. */
export const loadMatchParts = ({ runner }: AppContext): Promise<unknown> =>
  Promise.all([runner.load(), loadOnlineMatch(), loadExtras()]);

/** What comes within this time (ms) was there already, and nothing is shown of it. */
const AT_ONCE = 150;

/**
 * Resolves to whether all of it is there and `wanted`. Shows meanwhile how far it is, and what is the
 * matter when something can't be had; `again` begins anew.
 */
export async function loadCourt(
  app: AppContext,
  parts: readonly CourtModule[],
  wanted: () => boolean,
  again: () => void,
): Promise<boolean> {
  const max = parts.reduce((sum, [, size]) => sum + size, 0);
  const bar = h("progress", { max, value: 0, "aria-label": text("loadingCourt") });
  const home = { label: text("home"), go: () => app.go({ page: "home" }) };
  const showing = setTimeout(() => {
    if (!wanted()) return;
    const loading = createLoading(undefined, home);
    loading.querySelector("p")?.after(bar);
    app.screen.show(loading);
  }, AT_ONCE);
  const load = async ([part, size]: CourtModule) => {
    await part();
    bar.value += size;
  };
  try {
    await Promise.all(parts.map(load));
    return wanted();
  } catch (error) {
    if (wanted()) showMissing(app, error, again);
    return false;
  } finally {
    clearTimeout(showing);
  }
}
