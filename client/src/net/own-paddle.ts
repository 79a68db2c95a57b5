/** Client-side prediction of the own paddle: an input applies at once; reconciliation puts it right when the server took it otherwise. */
import type { AcceptedSegment } from "@quickpong/shared/match.ts";
import { nextSegment, type Segment, trackAt, trackVy } from "@quickpong/shared/paddle.ts";
import { DEFAULT_RULES, paddleRange, type Rules } from "@quickpong/shared/rules.ts";

interface OwnSegment extends Segment {
  seq: number;
}

/** Segments kept: more than can be under way. */
const KEPT = 128;

export class OwnPaddle {
  private segments: OwnSegment[] = [{ tick: 0, y: 0, target: 0, seq: 255 }];
  /** By which it moves; the default until the match's own are known. */
  rules: Rules = DEFAULT_RULES;
  /** Changes whenever the paddle's motion does. */
  version = 0;

  /** The tick of the newest input. */
  get lastTick(): number {
    return this.newest.tick;
  }
  private get newest(): OwnSegment {
    return this.segments[this.segments.length - 1] as OwnSegment;
  }

  /** Furthest that it gets from the middle (u). */
  get range(): number {
    return paddleRange(this.rules);
  }

  at(t: number): number {
    return trackAt(this.rules, this.segments, t);
  }

  /** How it moves at `t` (u/tick). */
  vyAt(t: number): number {
    return trackVy(this.rules, this.segments, t);
  }

  /** Takes up `target` (u) from `tick` on; returns the input's number. */
  steer(tick: number, target: number): number {
    this.version++;
    const seq = (this.newest.seq + 1) & 255;
    this.segments.push({ ...nextSegment(this.rules, this.newest, tick, target), seq });
    if (this.segments.length > KEPT) this.segments.shift();
    return seq;
  }

  /** Reconciliation: the server has taken an input; where its segment differs from ours, ours is put right. */
  confirm(accepted: AcceptedSegment): void {
    let i = this.segments.length - 1;
    while (i > 0 && this.segments[i]?.seq !== accepted.seq) i--;
    const mine = this.segments[i] as OwnSegment;
    if (mine.seq !== accepted.seq) return this.restart([accepted]);
    const { tick, y, target, seq } = accepted;
    if (mine.tick === tick && mine.y === y && mine.target === target) return;
    this.version++;
    const before = this.segments.slice(0, i).filter((segment) => segment.tick <= tick);
    const after = this.segments.slice(i + 1);
    this.segments = [...before, { tick, y, target, seq }];
    for (const each of after) {
      const at = Math.max(each.tick, this.newest.tick);
      this.segments.push({
        ...nextSegment(this.rules, this.newest, at, each.target),
        seq: each.seq,
      });
    }
  }

  /** Begins anew from what the server has, on joining or coming back. */
  restart(accepted: readonly AcceptedSegment[]): void {
    if (accepted.length === 0) return;
    this.version++;
    this.segments = accepted.map(({ tick, y, target, seq }) => ({ tick, y, target, seq }));
  }
}
