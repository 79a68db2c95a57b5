/** Language, look, controls, sound and picture, as one likes them. Every change counts at once. */
import { SETTING_TICK } from "../audio/match-sounds.ts";
import type { Synth } from "../audio/synth.ts";
import { h } from "../platform/dom.ts";
import { canVibrate } from "../platform/haptics.ts";
import type { EffectsLevel } from "../render/layers/layer.ts";
import { addressOf } from "../routing/routes.ts";
import { createChoiceRow } from "./choice.ts";
import { choice, group, slider, toggle } from "./fields.ts";
import { createKeyRows } from "./key-rows.ts";
import { type LookContext, languageChoice, themeChoice } from "./look-choices.ts";
import { openPanel } from "./panel.ts";
import { text } from "./texts.ts";

/** What the form shows and changes. */
export interface SettingsContext extends LookContext {
  synth: Pick<Synth, "play">;
  /** Knows how much of the effects is drawn. */
  runner: { readonly effects: EffectsLevel };
}

const PERCENT = 100;

/** Builds the form; `together` over a match of two at this screen, where each has devices of their own. */
export function createSettingsForm(app: SettingsContext, together = false): HTMLElement {
  const controlsHint = together ? null : hint(text("controlsHint"));
  return h(
    "div",
    {},
    h(
      "div",
      { class: "group" },
      createChoiceRow(languageChoice(app)),
      createChoiceRow(themeChoice(app)),
    ),
    group(text("controls"), ...createKeyRows(app.settings), controlsHint),
    sound(app),
    picture(app),
    h("p", { class: "setting" }, privacyLink()),
  );
}

/** A page of its own, since a match may go on in this one. */
const privacyLink = (): HTMLElement =>
  h(
    "a",
    { href: addressOf({ page: "privacy" }), target: "_blank", rel: "noopener" },
    text("privacy"),
  );

/** Opens the form in a panel of its own; returns what closes it. */
export function openSettingsPanel(app: SettingsContext, onClosed: () => void): () => void {
  return openPanel({
    title: () => text("settings"),
    content: () => [createSettingsForm(app)],
    onClosed,
  });
}

const hint = (message: string): HTMLElement => h("p", { class: "soft" }, message);

function sound({ settings, synth }: SettingsContext): HTMLElement {
  const volume = slider({
    label: text("volume"),
    from: 0,
    to: PERCENT,
    step: 5,
    value: Math.round(settings.now.volume * PERCENT),
    say: (n) => `${n} %`,
    onChange(n) {
      settings.change({ volume: n / PERCENT });
      synth.play(SETTING_TICK);
    },
  });
  const byEar = toggle(text("byEar"), settings.now.byEar, (on) => settings.change({ byEar: on }));
  return group(text("sound"), volume, byEar, hint(text("byEarHint")));
}

function picture({ runner, settings }: SettingsContext): HTMLElement {
  const { effects, calm, vibration } = settings.now;
  const values = [
    ["auto", text("effects_auto")],
    ["full", text("effects_full")],
    ["plain", text("effects_plain")],
  ] as const;
  const shakes = canVibrate() && matchMedia("(pointer: coarse)").matches;
  return group(
    text("picture"),
    ...choice("effects", values, effects, (chosen) => settings.change({ effects: chosen })),
    effects === "auto" && runner.effects !== "full"
      ? hint(text(`effectsNow_${runner.effects}`))
      : null,
    toggle(text("lessMotion"), calm, (on) => settings.change({ calm: on })),
    shakes
      ? toggle(text("vibration"), vibration, (on) => settings.change({ vibration: on }))
      : null,
  );
}
