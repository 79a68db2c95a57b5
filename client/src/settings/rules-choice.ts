/** The rules that somebody chose last, for a private room or for practice. Remembered by the browser. */
import { PRESET_NAMES, PRESETS, type PresetName } from "@quickpong/shared/presets.ts";
import {
  DEFAULT_RULES,
  faultIn,
  POINTS_TO_WIN,
  RULE_RANGES,
  type RuleName,
  type RuleNumbers,
  type Rules,
  readRules,
} from "@quickpong/shared/rules.ts";
import { browserSettings } from "./settings-storage.ts";

export interface RulesChoice {
  preset: PresetName | "own";
  pointsToWin: number;
  /** Rules of one's own, whether they are chosen or not. */
  own: Rules;
}

const FIRST: RulesChoice = {
  preset: "quickpong",
  pointsToWin: DEFAULT_RULES.pointsToWin,
  own: DEFAULT_RULES,
};

/** What was chosen before; what makes no sense of it is the default's. */
export function loadRulesChoice(storage = browserSettings): RulesChoice {
  const kept = Object(storage.read()["rules"]) as Partial<Record<keyof RulesChoice, unknown>>;
  const presets: readonly unknown[] = [...PRESET_NAMES, "own"];
  return {
    preset: presets.includes(kept.preset) ? (kept.preset as PresetName) : FIRST.preset,
    pointsToWin: POINTS_TO_WIN.find((n) => n === kept.pointsToWin) ?? FIRST.pointsToWin,
    own: readRules(kept.own) ?? FIRST.own,
  };
}

export const keepRulesChoice = (rules: RulesChoice, storage = browserSettings): void =>
  storage.write({ rules });

/** The rules of a choice. */
export function rulesOf({ preset, pointsToWin, own }: RulesChoice): Rules {
  return { ...(preset === "own" ? own : PRESETS[preset]), pointsToWin };
}

/** Numbers that somebody may change, in their order on the screen. */
export const OWN_NUMBERS = [
  ...(["paddleLength", "paddleSpeed", "serveSpeed", "serveSlope", "gain", "speedLimit"] as const),
  ...([
    "edgeSlope",
    "edgePace",
    "swing",
    "shrinkAfter",
    "shrinkBy",
    "shortest",
    "pointPause",
  ] as const),
] as const satisfies readonly RuleName[];
export type OwnNumber = (typeof OWN_NUMBERS)[number];

/** `rules` with one number changed, kept in its range, and what does not fit it any more moved along. */
export function withNumber(rules: Rules, name: OwnNumber, wanted: number): Rules {
  const { min, max, per } = RULE_RANGES[name];
  const value = Math.round(Math.max(min, Math.min(max, wanted)) * per) / per;
  const changed: RuleNumbers & Pick<Rules, "inputPolicy"> = { ...rules, [name]: value };
  if (changed.shortest > changed.paddleLength) {
    if (name === "shortest") changed.paddleLength = value;
    else changed.shortest = changed.paddleLength;
  }
  const { pace } = changed;
  if (changed.serveSpeed * pace > changed.speedLimit) {
    if (name === "speedLimit") changed.serveSpeed = Math.floor(value / pace);
    else changed.speedLimit = Math.ceil(changed.serveSpeed * pace);
  }
  // Of a number that these rules have no use for, nothing is changed.
  return faultIn(changed) === null ? changed : rules;
}
