/** The kinds of match, fetched when one is wanted. */
import { lazyModule } from "../platform/lazy-module.ts";

export const loadOnlineMatch = lazyModule(() => import("./online-match.ts"));
export const loadPracticeMatch = lazyModule(() => import("./practice-match.ts"));
export const loadProgress = lazyModule(() => import("../settings/progress.ts"));
