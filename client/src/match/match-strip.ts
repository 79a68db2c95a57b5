/** The strip above the court: names, score, line, emotes and the buttons. */
import type { ViewFrame } from "../net/view-frame.ts";
import { createEmotes, type Emotes } from "../ui/emotes.ts";
import { createHud, type Hud } from "../ui/hud.ts";
import type { MatchInPage } from "./match-in-page.ts";
import type { MatchServices } from "./match-services.ts";

export interface MatchStripOptions {
  match: MatchInPage;
  mayAllowSpectators: boolean;
  onLeave: () => void;
  /** Opens the menu. */
  menuButton: HTMLElement;
}

export interface MatchStrip {
  /** After every frame. */
  update(frame: ViewFrame): void;
  /** Another language: everything with a text is made anew. */
  relabel(): void;
  stop(): void;
}

/** Puts it above the court. */
export function createMatchStrip(context: MatchServices, options: MatchStripOptions): MatchStrip {
  let [emotes, hud] = furnish(context, options);
  return {
    update: (frame) => hud.update(frame),
    relabel() {
      emotes.stop();
      [emotes, hud] = furnish(context, options);
    },
    stop() {
      emotes.stop();
      context.hud.replaceChildren();
    },
  };
}

function furnish(context: MatchServices, options: MatchStripOptions): [Emotes, Hud] {
  const { match, mayAllowSpectators, onLeave, menuButton } = options;
  const emotes = createEmotes({
    settings: context.settings,
    onSend: (emote) => match.link.emote(emote),
    watching: match.link.side === null,
    say: context.screen.say,
  });
  const hud = createHud({
    emotes,
    onAllowSpectators:
      mayAllowSpectators && match.kind === "online" ? match.allowSpectators : undefined,
    soundButton: context.soundButton,
    onLeave,
    onClaim: () => match.link.claim(),
  });
  context.hud.replaceChildren(hud.element);
  context.soundButton.before(menuButton);
  return [emotes, hud];
}
