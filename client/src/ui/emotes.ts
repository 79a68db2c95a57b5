/** Emotes: the button that opens them, the six to choose from, and the bubbles that show them. */
import { EMOTES } from "@quickpong/shared/protocol/messages.ts";
import { isTyping } from "../input/keys.ts";
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import type { SettingsStore } from "../settings/settings.ts";
import { emoteIcon, emotesIcon } from "./icons.ts";
import { type TextKey, text } from "./texts.ts";

type EmoteSettings = Pick<SettingsStore, "now" | "change">;

export interface EmotesOptions {
  /** Whether others' emotes are shown; the choice is kept. */
  settings: EmoteSettings;
  onSend: (emote: number) => void;
  /** A watcher sees emotes and sends none. */
  watching: boolean;
  say: (message: string) => void;
}

export interface Emotes {
  /** The button with its panel. */
  element: HTMLElement;
  /** Where one side's emotes appear. */
  bubbles: Record<Who, HTMLElement>;
  update(frame: ViewFrame): void;
  /** Takes the keys away. */
  stop(): void;
}

/** How long one is seen (ms). */
const SHOWN_FOR = 2600;

const nameOfEmote = (emote: number): string => text(`emote_${emote}` as TextKey);

/** Builds them; the keys 1 to 6 send. */
export function createEmotes({ settings, onSend, watching, say }: EmotesOptions): Emotes {
  const bubble = (who: Who) => h("div", { class: `emote ${who}`, "aria-hidden": "true" });
  const bubbles = { own: bubble("own"), opponent: bubble("opponent") };
  const panel = createPanel(settings, watching, (emote) => {
    open(false);
    onSend(emote);
  });
  const button = openingButton();
  const open = (on: boolean) => {
    panel.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
  };
  button.addEventListener("click", () => {
    open(panel.hidden === true);
    // The space bar must not press it again while playing.
    button.blur();
  });
  const stop = listen(watching ? null : onSend, () => open(false));
  return {
    element: h("div", { class: "emotes" }, button, panel),
    bubbles,
    stop,
    update({ events, own, opponent }) {
      for (const event of events) {
        if (event.type !== "emote") continue;
        if (!settings.now.emotes && (watching || event.by === "opponent")) continue;
        showEmote(bubbles[event.by], event.emote);
        const { name } = event.by === "own" ? own : opponent;
        say(text("emoteSaid", { name, emote: nameOfEmote(event.emote) }));
      }
    },
  };
}

function openingButton(): HTMLElement {
  const attributes = {
    class: "icon",
    type: "button",
    "aria-label": text("emotes"),
    "aria-expanded": "false",
    "data-emotes": true,
  };
  return h("button", attributes, emotesIcon());
}

function createPanel(
  settings: EmoteSettings,
  watching: boolean,
  send: (emote: number) => void,
): HTMLElement {
  const choices = Array.from({ length: EMOTES }, (_, emote) =>
    h(
      "button",
      { class: "saying", type: "button", onclick: () => send(emote) },
      emoteIcon(emote),
      h("span", {}, nameOfEmote(emote)),
      h("kbd", { "aria-hidden": "true" }, String(emote + 1)),
    ),
  );
  const mute = h("button", { class: "mute", type: "button" });
  const label = () => mute.replaceChildren(text(settings.now.emotes ? "emotesMute" : "emotesShow"));
  mute.addEventListener("click", () => {
    settings.change({ emotes: !settings.now.emotes });
    label();
  });
  label();
  return h("div", { class: "choices", hidden: true }, ...(watching ? [] : choices), mute);
}

/** The keys, but for those that steer, and a click anywhere else, which closes the panel. */
function listen(send: ((emote: number) => void) | null, close: () => void): () => void {
  const off = new AbortController();
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape") close();
      if (event.defaultPrevented) return;
      const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
      const emote = Number(digit ?? 0) - 1;
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      if (send && emote >= 0 && emote < EMOTES) send(emote);
    },
    { signal: off.signal },
  );
  window.addEventListener(
    "pointerdown",
    (event) => {
      if (!(event.target as Element).closest?.(".emotes")) close();
    },
    { signal: off.signal },
  );
  return () => off.abort();
}

function showEmote(bubble: HTMLElement, emote: number): void {
  const shown = h("span", {}, emoteIcon(emote), nameOfEmote(emote));
  bubble.replaceChildren(shown);
  setTimeout(() => shown.remove(), SHOWN_FOR);
}
