/**
 * How much of the court's light a device can afford, found out from the frames it misses. Pure.
 *
 * Frames are looked at in windows. Two bad windows in a row take a level away; many good ones give
 * it back, and each time that turns out to be too early it takes twice as long. When even the
 * plainest picture misses as many frames, the effects are not the reason (a phone that saves power
 * shows 30 a second whatever is drawn), and they come back.
 */

import type { EffectsLevel } from "./layers/layer.ts";

const LEVELS: readonly EffectsLevel[] = ["full", "fewer", "plain"];

/** Frames in a window: two seconds when none is missed. */
const WINDOW = 120;
/** A frame is missed at 60 a second when the next comes later than this (ms). */
const LATE_MS = 25;
/** A pause, not a slow picture: the tab was hidden, or the machine was asleep (ms). */
const PAUSE_MS = 250;
const BAD_SHARE = 0.15;
const GOOD_SHARE = 0.03;
const BAD_WINDOWS = 2;
/** Good windows before something is given back, at first and at most. */
const PATIENCE = 10;
const MAX_PATIENCE = 160;
/** Stepping down has helped when less than this part of the misses is left. */
const HELPED = 0.8;

export class EffectsGovernor {
  level: EffectsLevel = "full";
  private frames = 0;
  private late = 0;
  private bad = 0;
  private good = 0;
  private patience = PATIENCE;
  /** Share of late frames with all effects, when they were first taken back. */
  private worst = 0;
  private useless = false;

  /** A match begins: one level more gets a chance. */
  begin(): void {
    this.useless = false;
    this.forget();
    this.move(-1);
  }

  /** `interval` is the time since the last frame (ms). */
  take(interval: number): EffectsLevel {
    if (interval > PAUSE_MS) {
      this.frames = this.late = 0;
      return this.level;
    }
    this.frames++;
    if (interval > LATE_MS) this.late++;
    if (this.frames === WINDOW) this.judge(this.late / WINDOW);
    return this.level;
  }

  private judge(share: number): void {
    this.frames = this.late = 0;
    this.bad = share > BAD_SHARE ? this.bad + 1 : 0;
    this.good = share < GOOD_SHARE ? this.good + 1 : 0;
    if (this.bad >= BAD_WINDOWS) this.stepDown(share);
    else if (this.good >= this.patience) this.stepUp();
  }

  private stepDown(share: number): void {
    this.forget();
    if (this.useless) return;
    if (this.level === "full") this.worst = share;
    if (this.level !== "plain") return this.move(1);
    if (share < HELPED * this.worst) return;
    this.useless = true;
    this.level = "full";
  }

  private stepUp(): void {
    this.forget();
    if (this.level === "full") return;
    this.move(-1);
    this.patience = Math.min(MAX_PATIENCE, 2 * this.patience);
  }

  private forget(): void {
    this.frames = this.late = this.bad = this.good = 0;
  }

  private move(by: 1 | -1): void {
    const index = LEVELS.indexOf(this.level) + by;
    this.level = LEVELS[Math.max(0, index)] ?? "plain";
  }
}
