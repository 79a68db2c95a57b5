/** A player's hands, inside any browser's page. */
import type {} from "@quickpong/client/match/test-probe.ts";

/**
 * Plays by keyboard events: `keen` follows the ball, `poor` goes the other way, so that a match between
 * the two ends soon. Needs nothing from around it, so that a browser can be sent it; the newest call counts.
 */
export function play(how: "keen" | "poor"): void {
  const sign = how === "keen" ? 1 : -1;
  const hands = window as unknown as { turn?: number };
  const turn = (hands.turn ?? 0) + 1;
  hands.turn = turn;
  let held = "";
  const send = (type: string, code: string, repeat = false) =>
    window.dispatchEvent(new KeyboardEvent(type, { code, repeat, bubbles: true }));
  const press = (code: string) => {
    if (held && code !== held) send("keyup", held);
    // As a real key does, it repeats while it is down.
    if (code) send("keydown", code, code === held);
    held = code;
  };
  const look = () => {
    if (hands.turn !== turn) return press("");
    const frame = window.quickpong?.frame;
    const ball = frame?.ball;
    const way = ball && frame.phase !== "countdown" ? sign * (ball.y - frame.own.y) : 0;
    press(Math.abs(way) < 25 ? "" : way > 0 ? "KeyS" : "KeyW");
    requestAnimationFrame(look);
  };
  look();
}
