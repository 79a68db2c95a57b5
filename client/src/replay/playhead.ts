/** Where a replay is, how fast it goes and which way. Pure: the caller brings the time that has passed. */
import { TICK_MS } from "@quickpong/shared/court.ts";

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;
const USUAL = SPEEDS.indexOf(1);

/** A part that is played over and over (ticks). */
export interface Range {
  from: number;
  to: number;
}

export class Playhead {
  readonly from: number;
  readonly to: number;
  /** Null for the whole match, which ends at its end. */
  range: Range | null = null;
  playing = false;
  backwards = false;
  private place = USUAL;
  private now: number;

  /** Stands at the beginning; times in ticks. */
  constructor(from: number, to: number) {
    this.from = from;
    this.to = to;
    this.now = from;
  }

  /** Ticks. */
  get t(): number {
    return this.now;
  }

  /** Ticks of the match per tick of time; never negative. */
  get speed(): number {
    return SPEEDS[this.place] as number;
  }
  set speed(speed: number) {
    const place = SPEEDS.indexOf(speed as (typeof SPEEDS)[number]);
    if (place >= 0) this.place = place;
  }

  get atEnd(): boolean {
    return this.now >= this.to;
  }

  /** Goes on where another one was, in the same way. */
  takeOver(other: Playhead): void {
    this.now = other.now;
    this.place = other.place;
    this.range = other.range;
    this.playing = other.playing;
    this.backwards = other.backwards;
  }

  faster(by: 1 | -1): void {
    this.place = Math.min(SPEEDS.length - 1, Math.max(0, this.place + by));
  }

  /** Goes to `t` (ticks); a place outside the range is looked at without it. */
  seek(t: number): void {
    this.now = Math.min(this.to, Math.max(this.from, t));
    const { range } = this;
    if (range && (this.now < range.from || this.now > range.to)) this.range = null;
  }

  /** One tick on or back, to a whole one; stops there. */
  stepFrame(by: 1 | -1): void {
    this.playing = false;
    this.seek(by > 0 ? Math.floor(this.now + 1e-6) + 1 : Math.ceil(this.now - 1e-6) - 1);
  }

  /** Plays or stops; from the end it begins again. */
  toggle(): void {
    this.playing = !this.playing;
    if (!this.playing) return;
    if (!this.backwards && this.atEnd) this.seek(this.from);
    if (this.backwards && this.now <= this.from) this.seek(this.to);
  }

  /** Lets `ms` of time pass; returns whether it has jumped to the range's other end. */
  pass(ms: number): boolean {
    if (!this.playing) return false;
    const way = (this.backwards ? -1 : 1) * (ms / TICK_MS) * this.speed;
    const wanted = this.now + way;
    const { range } = this;
    if (range) return this.passIn(range, wanted);
    this.now = Math.min(this.to, Math.max(this.from, wanted));
    if (this.now !== wanted) this.playing = false;
    return false;
  }

  private passIn({ from, to }: Range, wanted: number): boolean {
    const jumps = this.backwards ? wanted <= from : wanted >= to;
    this.now = jumps ? (this.backwards ? to : from) : wanted;
    return jumps;
  }
}
