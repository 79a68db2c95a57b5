/** Language, look, controls, sound and picture, as one likes them. Every change counts at once. */
import type { App } from "../app-context.ts";
import { SETTING_TICK } from "../audio/match-sounds.ts";
import { h } from "../platform/dom.ts";
import { canVibrate } from "../platform/vibration.ts";
import { createChoiceRow } from "./choice.ts";
import { choice, group, slider, toggle } from "./fields.ts";
import { createKeyRows } from "./key-rows.ts";
import { languageChoice, themeChoice } from "./look-choices.ts";
import { openPanel } from "./panel.ts";
import { text } from "./texts.ts";

type SettingsOf = Pick<App, "arena" | "preferences" | "synth" | "settings" | "theming">;

const PERCENT = 100;

/** Builds the form. */
export function createSettingsForm(app: SettingsOf): HTMLElement {
  return h(
    "div",
    {},
    h(
      "div",
      { class: "group" },
      createChoiceRow(languageChoice(app)),
      createChoiceRow(themeChoice(app)),
    ),
    group(text("controls"), ...createKeyRows(app.preferences), hint(text("controlsHint"))),
    sound(app),
    picture(app),
  );
}

/** Opens the form in a panel of its own; returns what closes it. */
export function openSettingsPanel(app: SettingsOf, onClosed: () => void): () => void {
  return openPanel({
    title: () => text("settings"),
    content: () => [createSettingsForm(app)],
    onClosed,
  });
}

const hint = (message: string): HTMLElement => h("p", { class: "soft" }, message);

function sound({ preferences, synth }: SettingsOf): HTMLElement {
  const volume = slider({
    label: text("volume"),
    from: 0,
    to: PERCENT,
    step: 5,
    value: Math.round(preferences.now.volume * PERCENT),
    say: (n) => `${n} %`,
    onChange(n) {
      preferences.change({ volume: n / PERCENT });
      synth.play(SETTING_TICK);
    },
  });
  const byEar = toggle(text("byEar"), preferences.now.byEar, (on) =>
    preferences.change({ byEar: on }),
  );
  return group(text("sound"), volume, byEar, hint(text("byEarHint")));
}

function picture({ arena, preferences }: SettingsOf): HTMLElement {
  const { effects, calm, vibration } = preferences.now;
  const values = [
    ["auto", text("effects_auto")],
    ["full", text("effects_full")],
    ["plain", text("effects_plain")],
  ] as const;
  const shakes = canVibrate() && matchMedia("(pointer: coarse)").matches;
  return group(
    text("picture"),
    ...choice("effects", values, effects, (chosen) => preferences.change({ effects: chosen })),
    effects === "auto" && arena.effects !== "full"
      ? hint(text(`effectsNow_${arena.effects}`))
      : null,
    toggle(text("lessMotion"), calm, (on) => preferences.change({ calm: on })),
    shakes
      ? toggle(text("vibration"), vibration, (on) => preferences.change({ vibration: on }))
      : null,
  );
}
