/** The menu of a match: full screen, settings, and for developers figures and learners' switches. */
import type { NetcodeLab } from "../net/netcode-lab.ts";
import { h } from "../platform/dom.ts";
import { createCopyButton } from "./copy-button.ts";
import { group, toggle } from "./fields.ts";
import { createNetcodeLabForm } from "./netcode-lab-form.ts";
import type { Way } from "./notice.ts";
import { openPanel } from "./panel.ts";
import { createSettingsForm, type SettingsContext } from "./settings-form.ts";
import { text } from "./texts.ts";

export interface MatchMenuOptions {
  /** It is read from the far end of a table. */
  turned: boolean;
  /** Two play at this screen. */
  together: boolean;
  context: SettingsContext;
  /** Where others can watch the match; null when they can't. */
  watchLink: () => string | null;
  /** What learners may change, in practice. */
  lab?: { now: () => NetcodeLab; change: (lab: NetcodeLab) => void } | undefined;
  /** The line's figures, where there is a line: whether they are shown, and what shows them. */
  figures?: { shown: () => boolean; show: (on: boolean) => void } | undefined;
  /** Where one can go from here. */
  ways: () => readonly Way[];
  onClosed: () => void;
}

/** Opens it; returns what closes it. */
export function openMatchMenu(options: MatchMenuOptions): () => void {
  return openPanel({
    ...(options.turned && { kind: "turned" }),
    title: () => text("menu"),
    content: () => contentOf(options),
    onClosed: options.onClosed,
  });
}

function contentOf({ context, lab, figures, ways, ...options }: MatchMenuOptions) {
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
      ...ways().map(({ label, go }) =>
        h("button", { class: "small", type: "button", onclick: go }, label),
      ),
      document.fullscreenEnabled && fullScreen,
      watchLink && createCopyButton(watchLink, "small", text("copyWatchLink")),
    ),
    createSettingsForm(context, options.together),
    figures
      ? group(
          text("forDevelopers"),
          toggle(text("figures"), figures.shown(), figures.show),
          ...(lab ? createNetcodeLabForm(lab.now(), lab.change) : []),
        )
      : null,
  ];
}
