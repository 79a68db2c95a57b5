/** What can be opened over a page or a match, fetched when it is wanted. All of it is one script: chunks.ts. */
import { lazyModule } from "../platform/lazy-module.ts";

export const loadSettingsForm = lazyModule(() => import("./settings-form.ts"));
export const loadMatchMenu = lazyModule(() => import("./match-menu.ts"));
export const loadLeavePanel = lazyModule(() => import("./leave-panel.ts"));
export const loadNetgraph = lazyModule(() => import("./netgraph.ts"));
export const loadPanel = lazyModule(() => import("./panel.ts"));
