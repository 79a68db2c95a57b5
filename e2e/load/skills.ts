/** How well the bots of load tests and simulations play: players as there are, without habits. */
import type { Skill } from "@quickpong/shared/bot-minds.ts";

export const PLAYER_SKILLS = {
  beginner: {
    reaction: 260,
    reactionSpread: 140,
    aimNear: 34,
    aimFar: 150,
    ambition: 40,
    hand: 140,
  },
  club: { reaction: 180, reactionSpread: 70, aimNear: 9, aimFar: 45, ambition: 84, hand: 55 },
  pro: { reaction: 150, reactionSpread: 40, aimNear: 5, aimFar: 22, ambition: 78, hand: 40 },
} as const satisfies Record<string, Skill>;

export type PlayerSkill = keyof typeof PLAYER_SKILLS;
export const PLAYER_SKILL_NAMES = Object.keys(PLAYER_SKILLS) as PlayerSkill[];
