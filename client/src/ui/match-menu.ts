/** The menu of a match: full screen, settings, and for developers figures and learners' switches. */
import type { NetcodeLab } from "../net/netcode-lab.ts";
import { h } from "../platform/dom.ts";
import { createCopyButton } from "./copy-button.ts";
import { group, toggle } from "./fields.ts";
import { createNetcodeLabForm } from "./netcode-lab-form.ts";
import { openPanel } from "./panel.ts";
import { createSettingsForm, type SettingsContext } from "./settings-form.ts";
import { text } from "./texts.ts";

export interface MatchMenuOptions {
  context: SettingsContext;
  /** Where others can watch the match; null when they can't. */
  watchLink: () => string | null;
  /** What learners may change, in practice. */
  lab?: { now: () => NetcodeLab; change: (lab: NetcodeLab) => void } | undefined;
  /** Whether the figures are shown. */
  figures: () => boolean;
  onFigures: (on: boolean) => void;
  onClosed: () => void;
}

/** Opens it; returns what closes it. */
export function openMatchMenu(options: MatchMenuOptions): () => void {
  return openPanel({
    title: () => text("menu"),
    content: () => contentOf(options),
    onClosed: options.onClosed,
  });
}

function contentOf({ context, lab, figures, onFigures, ...options }: MatchMenuOptions) {
  const watchLink = options.watchLink();
  const root = document.documentElement;
  const fullScreen = toggle(text("fullScreen"), document.fullscreenElement !== null, (on) => {
    const done = on ? root.requestFullscreen() : document.exitFullscreen();
    done.catch(() => undefined);
  });
  return [
    h(
      "div",
      { class: "group" },
      document.fullscreenEnabled && fullScreen,
      watchLink && createCopyButton(watchLink, "small", text("copyWatchLink")),
    ),
    createSettingsForm(context),
    group(
      text("forDevelopers"),
      toggle(text("figures"), figures(), onFigures),
      ...(lab ? createNetcodeLabForm(lab.now(), lab.change) : []),
    ),
  ];
}
