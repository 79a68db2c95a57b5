/** Two players' hands at one screen, inside any browser's page. */
import type {} from "@quickpong/client/match/test-probe.ts";
import type { Held } from "../../../client/test/input/pads.ts";

export type Hand = "keen" | "poor" | "still";

/**
 * Plays both paddles by keyboard events, W and S against the arrows: `keen` follows the ball, `poor` runs
 * away from it. Needs nothing from around it, so that a browser can be sent it; the newest call counts.
 */
export function playBoth([left, right]: readonly [Hand, Hand]): void {
  const page = window as unknown as { bothTurn?: number };
  const turn = (page.bothTurn ?? 0) + 1;
  page.bothTurn = turn;
  const hands = [
    { who: "own", how: left, up: "KeyW", down: "KeyS", held: "" },
    { who: "opponent", how: right, up: "ArrowUp", down: "ArrowDown", held: "" },
  ] as const;
  const held = ["", ""];
  const send = (type: string, code: string) =>
    window.dispatchEvent(new KeyboardEvent(type, { code, bubbles: true }));
  const press = (n: number, code: string) => {
    if (code === held[n]) return;
    if (held[n]) send("keyup", held[n] ?? "");
    if (code) send("keydown", code);
    held[n] = code;
  };
  const look = () => {
    hands.forEach(({ who, how, up, down }, n) => {
      const frame = window.quickpong?.frame;
      const ball = how === "still" || page.bothTurn !== turn ? null : frame?.ball;
      const way = frame && ball ? (ball.y - frame[who].y) * (how === "keen" ? 1 : -1) : 0;
      press(n, Math.abs(way) < 25 ? "" : way > 0 ? down : up);
    });
    if (page.bothTurn === turn) requestAnimationFrame(look);
  };
  look();
}

/** From now on the browser has these pads, in its order; null is one that is unplugged. */
export function plug(pads: readonly (object | null)[]): void {
  navigator.getGamepads = () => pads as unknown as (Gamepad | null)[];
  window.dispatchEvent(new Event("gamepadconnected"));
}

/** An Xbox pad as browsers sort it, whose stick is pushed (-1 is up) and whose buttons are down. */
export const stick = (y: number, ...pressed: number[]): Held => ({ axes: [0, y, 0, 0], pressed });
