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
  /** Opens it, too, for whoever sits at the far end of a table. */
  farMenuButton: HTMLElement;
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
      emotes?.stop();
      [emotes, hud] = furnish(context, options);
    },
    stop() {
      emotes?.stop();
      context.hud.replaceChildren();
    },
  };
}

function furnish(context: MatchServices, options: MatchStripOptions): [Emotes | null, Hud] {
  const { match, mayAllowSpectators, onLeave, menuButton, farMenuButton } = options;
  // Two at one screen say it.
  const emotes = match.kind === "two-here" ? null : emotesOf(context, match);
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
  if (match.kind === "two-here") hud.element.append(farMenuButton);
  return [emotes, hud];
}

const emotesOf = ({ settings, screen }: MatchServices, { link }: MatchInPage): Emotes =>
  createEmotes({
    settings,
    onSend: (emote) => link.emote(emote),
    watching: link.side === null,
    say: screen.say,
  });
