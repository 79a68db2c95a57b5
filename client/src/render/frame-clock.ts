/**
 * Even time out of an uneven clock. Browsers that hide the exact time (privacy modes) tell it in steps of
 * 1000/60 or 100 ms, so that it stands still for frames and then jumps. Frames themselves come evenly:
 * how many there are between two steps says how long each takes. Pure.
 */

/** Frames in which the time stood still before the clock counts as one that goes in steps. */
const STOOD_STILL = 3;
/** Steps that are remembered, and frames between the first and the last of them that tell enough. */
const KEPT_STEPS = 40;
const ENOUGH_FRAMES = 20;
/** How long a frame takes until that is known (ms). */
const USUAL_FRAME = 1000 / 60;
/** What a step says of how far off we are is believed so far: it may itself be off by a frame. */
const GAIN = 0.1;
/** A frame is made longer or shorter by at most this share, to get where we should be. */
const MOST_BEND = 0.25;
/** Further off than this (ms) besides a step it jumps: the tab was hidden, or the page was busy. */
const MOST_OFF = 60;
/** Longer steps (ms) tell neither when a frame is nor when a message comes. */
const LONGEST_STEP = 250;

interface Step {
  frame: number;
  time: number;
}

export class FrameClock {
  private last = Number.NaN;
  private out = Number.NEGATIVE_INFINITY;
  private frame = 0;
  private still = 0;
  private steps: Step[] = [];
  /** What is still to be made up for (ms). */
  private off = 0;

  /** A frame has begun at `time`, as the browser tells it (ms); returns when it really has. */
  take(time: number): number {
    this.frame++;
    const passed = time - this.last;
    this.last = time;
    if (passed === 0) this.still++;
    else this.steps = [...this.steps.slice(1 - KEPT_STEPS), { frame: this.frame, time }];
    this.out = this.inSteps ? this.even(time, passed) : time;
    return this.out;
  }

  /** The time between frames, of which the browser says `time` (ms). */
  now(time: number): number {
    return Math.max(this.out, time);
  }

  /** Whether the clock goes in steps that are too long to make even time of. */
  get hopeless(): boolean {
    const { shortest } = this.lengths;
    return this.inSteps && shortest > LONGEST_STEP;
  }

  private get inSteps(): boolean {
    return this.still >= STOOD_STILL;
  }

  private even(time: number, passed: number): number {
    const { period } = this;
    const next = this.out + period;
    const middle = time + period / 2;
    const late = middle - next;
    if (Math.abs(late) > this.lengths.longest + MOST_OFF) {
      this.off = 0;
      if (late > 0) this.steps = [];
      return Math.max(this.out + period * (1 - MOST_BEND), time);
    }
    if (passed > 0) this.off = late * GAIN;
    const most = MOST_BEND * period;
    const bend = Math.max(-most, Math.min(most, this.off));
    this.off -= bend;
    return next + bend;
  }

  /** How long a frame takes (ms). */
  private get period(): number {
    const [first, last] = [this.steps[0], this.steps.at(-1)];
    if (!first || !last || last.frame - first.frame < ENOUGH_FRAMES) return USUAL_FRAME;
    return (last.time - first.time) / (last.frame - first.frame);
  }

  /** Of the steps that are remembered (ms); 0 without any. */
  private get lengths(): { shortest: number; longest: number } {
    const lengths = this.steps.slice(1).map(({ time }, i) => time - (this.steps[i] as Step).time);
    if (lengths.length === 0) return { shortest: 0, longest: 0 };
    return { shortest: Math.min(...lengths), longest: Math.max(...lengths) };
  }
}

/** The page's one. */
export const frameClock = new FrameClock();
