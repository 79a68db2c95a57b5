/** What can be opened over a page or a match, fetched when it is wanted, most of it as one script: chunks.ts. */
import { lazyModule } from "../platform/lazy-module.ts";

export const loadSettingsForm = lazyModule(() => import("./settings-form.ts"));
export const loadMatchMenu = lazyModule(() => import("./match-menu.ts"));
export const loadLeavePanel = lazyModule(() => import("./leave-panel.ts"));
export const loadNetgraph = lazyModule(() => import("./netgraph.ts"));
const loadShare = lazyModule(() => import("./share-panel.ts"));
const loadTexts = lazyModule(() => import("./more-texts.ts"));
/** With the words that it needs. */
export async function loadSharePanel() {
  const [panel, { loadMoreTexts }] = await Promise.all([loadShare(), loadTexts()]);
  await loadMoreTexts();
  return panel;
}
export const loadPanel = lazyModule(() => import("./panel.ts"));
/** What players' pages need of others' scripts: by these they do without a copy of their own. */
export const loadQuestion = lazyModule(() => import("./question.ts"));
export const loadCopyButton = lazyModule(() => import("./copy-button.ts"));
export const loadQrCode = lazyModule(() => import("./qr-code.ts"));
export const loadBotFaces = lazyModule(() => import("./bot-faces.ts"));
