/** Before a match at one screen: what they play with and by, and both names. */
import { NAME_MAX } from "@quickpong/shared/protocol/name.ts";
import { keyName } from "../input/key-names.ts";
import { keySets } from "../input/key-sets.ts";
import { h, setText } from "../platform/dom.ts";
import type { KeyMap } from "../settings/key-map.ts";
import { CONTROLS, type Controls, type TwoHereChoice } from "../settings/two-here.ts";
import { createChoiceRow } from "./choice.ts";
import { type MoreKey, more } from "./more-texts.ts";
import { text } from "./texts.ts";

export interface TwoHereFormOptions {
  choice: TwoHereChoice;
  /** Ways of steering that there are here. */
  possible: (controls: Controls) => boolean;
  keys: KeyMap;
  /** What says by which rules. */
  rules: HTMLElement;
  onChange: (choice: TwoHereChoice) => void;
  onStart: () => void;
  onBack: () => void;
}

/** What is not known from the form. */
export interface TwoHereNews {
  /** By player, whether a pad of theirs is ready; null needs none. */
  pads: readonly [boolean | null, boolean | null];
  /** Whether the court stands up, so that they sit at its ends. */
  upright: boolean;
}

export interface TwoHereForm {
  element: HTMLElement;
  update(news: TwoHereNews): void;
}

type Players = readonly [Player, Player];
type Player = ReturnType<typeof createPlayer>;

/** Builds it. */
export function createTwoHereForm(options: TwoHereFormOptions): TwoHereForm {
  const { choice, possible, keys, rules, onChange, onStart, onBack } = options;
  let { controls } = choice;
  const players: Players = [createPlayer(0, choice.names[0]), createPlayer(1, choice.names[1])];
  const home = h("button", { class: "small", type: "button", onclick: onBack }, text("home"));
  const start = h("button", { class: "bar lit", type: "submit" }, more("playTwo"));
  const change = () => onChange({ controls, names: [players[0].name(), players[1].name()] });
  const names = players.map(({ field }) => field);
  const form = h("form", { class: "half opponent" }, ...names, start, home);
  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change();
    onStart();
  });
  const labels = CONTROLS.filter(possible).map((each) => [each, more(`controls_${each}`)]);
  const menu = createChoiceRow<Controls>({
    label: more("controlsHow"),
    values: Object.fromEntries(labels) as Record<Controls, string>,
    chosen: controls,
    onChoose(chosen) {
      controls = chosen;
      change();
    },
  });
  const how = h("p", { class: "soft hint" }, more("touchHint"));
  const controlsForm = h("div", { class: "rules-form" }, menu, how);
  const heading = h("h1", {}, text("twoHere"));
  const about = h("div", { class: "half own" }, heading, controlsForm, rules);
  return {
    element: h("section", { class: "halves two-here" }, about, form),
    update(news) {
      how.hidden = controls !== "touch";
      start.disabled = news.pads.includes(false);
      for (const player of players) player.update(controls, news, keys);
    },
  };
}

function createPlayer(n: 0 | 1, name: string) {
  const id = `player-${n + 1}`;
  const input = h("input", {
    ...{ id, value: name, maxlength: NAME_MAX, dir: "auto", "aria-describedby": `${id}-hint` },
    ...{ autocomplete: "off", autocapitalize: "words", spellcheck: "false", enterkeyhint: "go" },
  });
  const label = h("label", { for: id });
  // Spoken when a pad has joined.
  const hint = h("p", { class: "soft hint", id: `${id}-hint`, role: "status" });
  const field = h("div", { class: "field" }, label, input);
  return {
    field: h("div", { class: `player ${n === 0 ? "first" : "second"}` }, field, hint),
    name: () => input.value,
    update(controls: Controls, { pads, upright }: TwoHereNews, keys: KeyMap) {
      setText(label, more(labelOf(n, controls === "touch" && upright)));
      const ready = pads[n];
      // What is said of both is said once.
      hint.hidden = controls === "touch";
      hint.classList.toggle("ready", ready === true);
      const words = ready === null ? steeringHint(controls, n, keys) : padHint(ready);
      const said = words.map((each) => (typeof each === "string" ? each : each.textContent));
      if (hint.textContent !== said.join("")) hint.replaceChildren(...words);
    },
  };
}

const labelOf = (n: 0 | 1, facing: boolean): MoreKey => {
  if (facing) return n === 0 ? "nearPlayer" : "farPlayer";
  return n === 0 ? "leftPlayer" : "rightPlayer";
};

const padHint = (ready: boolean | undefined): string[] =>
  ready ? [`✓ ${more("padReady")}`] : [more("pressAnyButton")];

/** How somebody without a pad, or with one that is ready, steers: keys as they are printed, or in words. */
export function steeringHint(controls: Controls, n: 0 | 1, keys: KeyMap): (Node | string)[] {
  if (controls === "touch") return [more("dragHere")];
  if (controls === "pads" || (controls === "mixed" && n === 1)) return [text("padHint")];
  const sets = keySets(keys);
  const mine = controls === "keys" ? [sets[n]] : sets;
  const codes = mine.flatMap(({ up, down }) => [up, down]);
  return codes.flatMap((code) => [h("kbd", { translate: "no" }, keyName(code)), " "]);
}
