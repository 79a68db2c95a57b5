/** The menu of a match: full screen, settings, and for developers figures and learners' switches. */
import type { App } from "../app-context.ts";
import type { MatchInPage } from "../match/match-screen.ts";
import { h } from "../platform/dom.ts";
import { createCopyButton } from "./copy-button.ts";
import { group, toggle } from "./fields.ts";
import { createLearn } from "./learn.ts";
import { openPanel } from "./panel.ts";
import { createSettingsForm } from "./settings-form.ts";
import { text } from "./texts.ts";

export interface MatchMenuOptions {
  app: App;
  match: MatchInPage;
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

function contentOf({ app, match, figures, onFigures }: MatchMenuOptions) {
  const { learning, learn } = match;
  const watchLink = match.watchLink?.();
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
    createSettingsForm(app),
    group(
      text("forDevelopers"),
      toggle(text("figures"), figures(), onFigures),
      ...(learning && learn ? createLearn(learning(), (now) => learn(now)) : []),
    ),
  ];
}
