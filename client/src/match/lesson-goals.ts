/** The three first lessons: what is to be done in each, and when it is. Pure. */
import { reachAt } from "@quickpong/shared/ball.ts";
import { type Mind, skillOf } from "@quickpong/shared/bot-minds.ts";
import { PRESETS } from "@quickpong/shared/presets.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { MatchEvent, ViewFrame } from "../net/view-frame.ts";

export const LESSONS = ["move", "edge", "wall"] as const;
export type Lesson = (typeof LESSONS)[number];

/** Long paddles and a calm ball that stays as fast as it is. */
export const LESSON_RULES: Rules = { ...PRESETS.long, gain: 1, pointsToWin: 21 };

/** Plays everything back, straight. */
export const coach = (): Mind => ({ ...skillOf(1), ambition: 0 });

/** Taken this far off the middle, as a share of the reach, a ball was taken with an end. */
const END = 0.5;

/** Watches one lesson, frame by frame. */
export class LessonWatch {
  readonly #lesson: Lesson;
  /** The ball flies as the player played it. */
  #ours = false;

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
  }

  /** Whether it was done in this frame. */
  see({ events, rules }: Pick<ViewFrame, "events" | "rules">): boolean {
    return events.filter((event) => this.#isIt(event, rules)).length > 0;
  }

  #isIt(event: MatchEvent, rules: Rules): boolean {
    if (event.type === "wall") return this.#lesson === "wall" && this.#ours;
    if (event.type !== "hit") return false;
    this.#ours = event.by === "own";
    if (!this.#ours || this.#lesson === "wall") return false;
    const off = Math.abs(event.gap) / reachAt(rules, { hits: event.hits - 1 });
    return this.#lesson === "move" || off >= END;
  }
}
