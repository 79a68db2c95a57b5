/** By which rules: a preset, or numbers of one's own in a sheet, and the points that win. */
import { PRESET_NAMES, presetOf } from "@quickpong/shared/presets.ts";
import { DEFAULT_RULES, POINTS_TO_WIN, RULE_RANGES, type Rules } from "@quickpong/shared/rules.ts";
import { h, setText } from "../platform/dom.ts";
import {
  keepRulesChoice,
  loadRulesChoice,
  OWN_NUMBERS,
  type OwnNumber,
  type RulesChoice,
  withNumber,
} from "../settings/rules-choice.ts";
import { createChoiceRow } from "./choice.ts";
import { more } from "./more-texts.ts";
import { loadPanel } from "./overlay-modules.ts";
import type { PanelOptions } from "./panel.ts";
import { segments } from "./segments.ts";
import { text } from "./texts.ts";

export interface RulesForm {
  element: HTMLElement;
  chosen(): RulesChoice;
  /** Closes what was opened. */
  stop(): void;
}

/** Builds it with what was chosen last. */
export function createRulesForm(): RulesForm {
  let choice = loadRulesChoice();
  const hint = h("p", { class: "soft hint" });
  const numbers = h("button", { class: "small", type: "button" }, more("changeRules"));
  const change = (part: Partial<RulesChoice>) => {
    choice = { ...choice, ...part };
    keepRulesChoice(choice);
    numbers.hidden = choice.preset !== "own";
    setText(hint, more(`presetHint_${choice.preset}`));
  };
  const sheet = numbersSheet(
    () => choice.own,
    (own) => change({ own }),
  );
  const stop = openOnClick(numbers, sheet);
  const points = segments(
    "points",
    more("pointsToWin"),
    POINTS_TO_WIN.map(String),
    (POINTS_TO_WIN as readonly number[]).indexOf(choice.pointsToWin),
    (n) => change({ pointsToWin: POINTS_TO_WIN[n] ?? DEFAULT_RULES.pointsToWin }),
  );
  const menu = presetMenu(choice.preset, (preset) => change({ preset }));
  change({});
  const element = h("div", { class: "rules-form" }, menu, hint, numbers, points);
  return { element, chosen: () => choice, stop };
}

function presetMenu(
  chosen: RulesChoice["preset"],
  onChoose: (preset: RulesChoice["preset"]) => void,
): HTMLElement {
  const presets = [...PRESET_NAMES, "own"] as const;
  const values = Object.fromEntries(presets.map((each) => [each, more(`preset_${each}`)]));
  return createChoiceRow({
    label: more("rules"),
    values: values as Record<RulesChoice["preset"], string>,
    chosen,
    onChoose,
  });
}

/** Each press of `button` opens the sheet; the function that is returned closes it for good. */
function openOnClick(button: HTMLElement, sheet: PanelOptions): () => void {
  let gone = false;
  let close = () => {};
  const open = async () => {
    const { openPanel } = await loadPanel();
    if (gone) return;
    close();
    close = openPanel(sheet);
  };
  // What can't be fetched is tried again with the next press.
  button.addEventListener("click", () => void open().catch(() => undefined));
  return () => {
    gone = true;
    close();
  };
}

/** The sheet of numbers; every change counts at once. */
function numbersSheet(now: () => Rules, onChange: (rules: Rules) => void): PanelOptions {
  return {
    title: () => more("preset_own"),
    content() {
      const rows = OWN_NUMBERS.filter((name) => isOfUse(now(), name)).map((name) =>
        numberRow(name, (value) => set(withNumber(now(), name, value))),
      );
      const set = (rules: Rules) => {
        onChange(rules);
        for (const row of rows) row.show(rules);
      };
      for (const row of rows) row.show(now());
      const usual = h("button", { class: "small", type: "button" }, more("usualRules"));
      usual.addEventListener("click", () => set({ ...DEFAULT_RULES }));
      return [h("div", { class: "group" }, ...rows.map(({ element }) => element)), usual];
    },
    onClosed: () => undefined,
  };
}

/** Where the ball's whole speed is what grows, neither of these can count. */
const isOfUse = ({ forward }: Rules, name: OwnNumber): boolean =>
  forward === 1 || (name !== "swing" && name !== "edgePace");

function numberRow(name: OwnNumber, onInput: (value: number) => void) {
  const { min, max, per } = RULE_RANGES[name];
  const input = h("input", { type: "range", min, max, step: 1 / per });
  const output = h("output");
  input.addEventListener("input", () => onInput(input.valueAsNumber));
  return {
    // A label names the first thing in it that can have one, which an output can, too.
    element: h("label", { class: "number" }, h("span", {}, more(`rule_${name}`)), input, output),
    show(rules: Rules) {
      input.value = String(rules[name]);
      setText(output, said(name, rules[name]));
    },
  };
}

const PERCENT = 100;
/** Numbers that are shares of another. */
const SHARES: readonly OwnNumber[] = ["serveSlope", "edgeSlope", "edgePace", "swing"];
const TICKS = 60;

/** A number as people read it. */
function said(name: OwnNumber, value: number): string {
  if (name === "gain") return more("percent", { n: tenths((value - 1) * PERCENT) });
  if (SHARES.includes(name)) {
    return more("percent", { n: tenths(value * PERCENT) });
  }
  return name === "pointPause" ? more("seconds", { n: tenths(value / TICKS) }) : String(value);
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The rules in a few words: what they are called, and the points. */
export function rulesInShort(rules: Rules): string {
  const preset = presetOf(rules);
  const name = preset === null ? more("ownRules") : more(`preset_${preset}`);
  return `${name} · ${text("firstTo", { n: rules.pointsToWin })}`;
}

/** The same, with every number that is another than usual where they are somebody's own. */
export function rulesInFull(rules: Rules): string {
  if (presetOf(rules) !== null) return rulesInShort(rules);
  const others = OWN_NUMBERS.filter((name) => rules[name] !== DEFAULT_RULES[name]);
  const numbers = others.map((name) => `${more(`rule_${name}`)} ${said(name, rules[name])}`);
  return [rulesInShort(rules), ...numbers].join(" · ");
}
