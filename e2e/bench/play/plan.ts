/** Who plays whom, and what comes out of it. */
import type { Rules } from "@quickpong/shared/rules.ts";
import { figuresOf, type PairingFigures } from "./figures.ts";
import { SKILL_NAMES, type SkillName, type Style } from "./people.ts";
import { simulate } from "./simulate.ts";

/** How far off the paddle's middle those who aim take the ball (u). */
export const OFFSETS = [20, 40, 60, 80] as const;

export interface Pairing {
  a: SkillName;
  b: SkillName;
  figures: PairingFigures;
}
export interface Aiming {
  skill: SkillName;
  offset: number;
  /** Share of the points against an equal who takes every ball with the middle and reads all walls. */
  share: number;
  /** The same against one who reads none. */
  shareOfBlind: number;
}

/** Equals, and everybody against the next better. */
const PAIRS: [SkillName, SkillName][] = [
  ["child", "child"],
  ["casual", "casual"],
  ["gamer", "gamer"],
  ["expert", "expert"],
  ["child", "casual"],
  ["casual", "gamer"],
  ["gamer", "expert"],
];

const usual = (skill: SkillName): Style => ({ skill, offset: "any", walls: true });

/** Plays `matches` of every pairing; the seeds are 1, 2, and so on. */
export function playPairings(rules: Rules, matches: number): Pairing[] {
  return PAIRS.map(([a, b]) => ({ a, b, figures: play(rules, [usual(a), usual(b)], matches) }));
}

/** Plays `matches` for every skill and offset, and a third of that against those who read no walls. */
export function playAiming(rules: Rules, matches: number): Aiming[] {
  return SKILL_NAMES.flatMap((skill) =>
    OFFSETS.map((offset) => {
      const aims: Style = { skill, offset, walls: true };
      const against = (walls: boolean) =>
        play(rules, [aims, { skill, offset: 0, walls }], walls ? matches : Math.ceil(matches / 3))
          .points;
      return { skill, offset, share: against(true), shareOfBlind: against(false) };
    }),
  );
}

function play(rules: Rules, styles: readonly [Style, Style], matches: number): PairingFigures {
  return figuresOf(
    rules,
    Array.from({ length: matches }, (_, i) => simulate(rules, styles, i + 1)),
  );
}
