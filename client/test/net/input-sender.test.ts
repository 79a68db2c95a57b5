import { InputSender } from "@quickpong/client/net/input-sender.ts";
import { OwnPaddle } from "@quickpong/client/net/own-paddle.ts";
import { contactTime, serve } from "@quickpong/shared/ball.ts";
import { LEFT, RIGHT } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES, paddleRange } from "@quickpong/shared/rules.ts";
import { beforeEach, describe, expect, it } from "vitest";

const END = paddleRange(CLASSIC_RULES);

let steering: InputSender;
let paddle: OwnPaddle;
beforeEach(() => {
  steering = new InputSender();
  paddle = new OwnPaddle();
  paddle.rules = CLASSIC_RULES;
});
const speak = (now: number, P: number, flight?: ReturnType<typeof serve>) =>
  steering.sendIfDue(now, P, LEFT, paddle, flight && { n: 3, flight });

describe("steering", () => {
  it("DRAW-1: stamps a key with the tick after P, and the paddle takes it up at once", () => {
    steering.wanted = END;
    expect(speak(0, 99.4)).toEqual({ kind: "input", seq: 0, tick: 100, target: END });
    expect(paddle.at(101)).toBeGreaterThan(0);
  });

  it("says nothing when nothing changed", () => {
    steering.wanted = END;
    speak(0, 99);
    expect(speak(16, 100)).toBeNull();
  });

  it("stops where the paddle is", () => {
    steering.wanted = END;
    speak(0, 99);
    steering.wanted = null;
    const stop = speak(200, 111);
    expect(stop).toMatchObject({ kind: "input", tick: 112 });
    expect(stop?.kind === "input" && Math.abs(stop.target - paddle.at(112))).toBeLessThan(0.02);
  });

  it("says again what is wanted once what was said may be lost, a stop as well", () => {
    steering.wanted = END;
    speak(0, 99);
    steering.reset();
    expect(speak(16, 100)).toMatchObject({ kind: "input", target: END });
    // The key is let go while the line is down.
    steering.wanted = null;
    steering.reset();
    const stop = speak(33, 101);
    expect(stop?.kind === "input" && stop.target < END).toBe(true);
    expect(speak(50, 102)).toBeNull();
    steering.wanted = 40;
    steering.reset();
    expect(speak(66, 103)).toMatchObject({ kind: "input", target: 40 });
  });

  it("never stamps backwards, whatever P does", () => {
    steering.wanted = END;
    speak(0, 120);
    steering.wanted = -END;
    expect(speak(16, 90)).toMatchObject({ tick: 121 });
  });

  it("paces a pointer: at most 30 a second, the trembling of a hand far less", () => {
    let sent = 0;
    for (let frame = 0; frame < 600; frame++) {
      steering.wanted = 50 + 4 * (frame % 2);
      if (speak((frame * 1000) / 60, frame)) sent++;
    }
    expect(sent / 10).toBeLessThan(9);
    sent = 0;
    for (let frame = 600; frame < 1200; frame++) {
      steering.wanted = 200 * Math.sin(frame / 10);
      if (speak((frame * 1000) / 60, frame)) sent++;
    }
    expect(sent / 10).toBeGreaterThan(15);
    expect(sent / 10).toBeLessThanOrEqual(30.1);
  });

  it("marks an own contact that has passed, once, and only when no input implies it", () => {
    const flight = serve(CLASSIC_RULES, 0, LEFT, 0, 0);
    const contact = Math.floor(contactTime(flight));
    expect(speak(0, contact - 0.5, flight)).toBeNull();
    expect(speak(16, contact + 0.5, flight)).toEqual({ kind: "watermark", tick: contact });
    expect(speak(33, contact + 1.5, flight)).toBeNull();
    steering.wanted = END;
    expect(speak(50, contact + 0.2, flight)).toMatchObject({ kind: "input", tick: contact + 1 });
  });

  it("does not mark the opponent's contact", () => {
    const flight = serve(CLASSIC_RULES, 0, RIGHT, 0, 0);
    expect(speak(0, contactTime(flight) + 3, flight)).toBeNull();
  });
});
