import { OwnPaddle } from "@quickpong/client/net/own-paddle.ts";
import { nextSegment } from "@quickpong/shared/paddle.ts";
import { CLASSIC_RULES, paddleSpeed } from "@quickpong/shared/rules.ts";
import { describe, expect, it } from "vitest";

const SPEED = paddleSpeed(CLASSIC_RULES);

/** An input as the server took it: `moved` ticks later than it was stamped. */
function accept(last: { tick: number; y: number; target: number }, tick: number, target: number) {
  return { ...nextSegment(CLASSIC_RULES, last, tick, target), slack: 0 };
}

describe("own paddle", () => {
  it("takes up a target at its tick and moves at its speed limit", () => {
    const paddle = new OwnPaddle();
    paddle.rules = CLASSIC_RULES;
    paddle.steer(10, 370);
    expect(paddle.at(10)).toBe(0);
    expect(paddle.at(11)).toBe(SPEED);
  });

  it("is not touched by a confirmation of what it knew", () => {
    const paddle = new OwnPaddle();
    paddle.rules = CLASSIC_RULES;
    const start = { tick: 0, y: 0, target: 0 };
    const seq = paddle.steer(10, 370);
    const before = paddle.at(25);
    paddle.confirm({ n: 1, seq, ...accept(start, 10, 370) });
    expect(paddle.at(25)).toBe(before);
  });

  it("is put right when the server took an input later, and what followed with it", () => {
    const paddle = new OwnPaddle();
    paddle.rules = CLASSIC_RULES;
    const start = { tick: 0, y: 0, target: 0 };
    const first = paddle.steer(10, 370);
    const second = paddle.steer(12, -370);
    const late = accept(start, 14, 370);
    paddle.confirm({ n: 1, seq: first, ...late });
    expect(paddle.at(13)).toBe(0);
    paddle.confirm({ n: 2, seq: second, ...accept(late, 14, -370) });
    expect(paddle.at(15)).toBe(-SPEED);
  });

  it("starts anew from what the server has, and numbers on", () => {
    const paddle = new OwnPaddle();
    paddle.rules = CLASSIC_RULES;
    paddle.restart([{ n: 7, seq: 41, tick: 100, y: 55, target: 55, slack: 0 }]);
    expect(paddle.at(100)).toBe(55);
    expect(paddle.steer(120, 0)).toBe(42);
  });
});
