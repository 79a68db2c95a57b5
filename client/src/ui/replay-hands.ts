/** What both players did with their hands, at the ends of a replay's court: keys that were down, or where a pointer was. */
import { BALL_RADIUS, COURT_HALF_WIDTH, SIDES, type Side } from "@quickpong/shared/court.ts";
import { paddleRange, type Rules } from "@quickpong/shared/rules.ts";
import { type CourtTransform, toScreen } from "../layout/court-transform.ts";
import { h } from "../platform/dom.ts";
import type { KnownInput } from "../replay/match-record.ts";

export interface Hands {
  element: HTMLElement;
  /** `wanted`: each player's last input; `paddleY`: where the paddles are drawn (u). */
  update(
    fit: CourtTransform,
    wanted: readonly (KnownInput | undefined)[],
    paddleY: readonly [number, number],
  ): void;
}

/** Between the paddle and the court's end (u). */
const AT = COURT_HALF_WIDTH - BALL_RADIUS;
/** A paddle this near to where it goes (u) is there. */
const THERE = 2;
/** Keys stand so far from the paddle's middle (u). */
const KEY_AWAY = 60;

/** Builds it. */
export function createHands(rules: Rules): Hands {
  const marks = SIDES.map((side) => h("i", { class: side === 0 ? "hand own" : "hand opponent" }));
  const element = h("div", { class: "hands", "aria-hidden": true }, ...marks);
  const range = paddleRange(rules);
  return {
    element,
    update(fit, wanted, paddleY) {
      for (const side of SIDES) {
        const mark = marks[side] as HTMLElement;
        const input = wanted[side];
        const kind = kindOf(input, paddleY[side], range);
        if (mark.dataset["kind"] !== kind) mark.dataset["kind"] = kind;
        if (kind === "rest" || !input) continue;
        const way = input.target > paddleY[side] ? 1 : -1;
        const y = kind === "key" ? paddleY[side] + way * KEY_AWAY : input.target;
        place(mark, fit, side, y, kind === "key" ? way : 0);
      }
    },
  };
}

/** A key asks for the court's end, a pointer for a place; who is there rests. */
function kindOf(
  input: KnownInput | undefined,
  y: number,
  range: number,
): "rest" | "key" | "pointer" {
  if (!input) return "rest";
  const end = Math.abs(input.target) >= range;
  if (end) return Math.abs(input.target - y) < THERE ? "rest" : "key";
  return Math.abs(input.target - y) < THERE ? "rest" : "pointer";
}

function place(mark: HTMLElement, fit: CourtTransform, side: Side, y: number, way: number): void {
  const at = toScreen(fit, side === 0 ? -AT : AT, y);
  // An arrow points where the key does, a pointer's mark at the court.
  const turns = way === 0 ? (side === 0 ? 0.25 : -0.25) : way > 0 ? 0.5 : 0;
  const turned = turns - (fit.upright ? 0.25 : 0);
  mark.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -50%) rotate(${turned}turn)`;
}
