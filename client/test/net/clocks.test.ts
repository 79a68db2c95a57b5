import { Clocks } from "@quickpong/client/net/clocks.ts";
import { TICK_MS } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { describe, expect, it } from "vitest";

interface Line {
  /** One way, each (ms). */
  up: number;
  down: number;
  jitter: number;
  /** Local clock against the server's: offset (ms) and drift (share). */
  offset: number;
  drift: number;
}
const LINE: Line = { up: 50, down: 50, jitter: 10, offset: 123_456, drift: 0 };

/** A client whose clocks hear of an input of its own and an event of the opponent ten times a second. */
class Listener {
  readonly clocks = new Clocks();
  readonly line: Line;
  t = 0;
  private readonly random = randomFrom(7);

  constructor(line: Partial<Line> = {}) {
    this.line = { ...LINE, ...line };
  }

  /** Local time at the true time `t` (ms). */
  local(t = this.t): number {
    return t * (1 + this.line.drift) + this.line.offset;
  }

  /** Lives for `ms`, calling `look` every frame. */
  live(ms: number, look: () => void = () => {}): void {
    const end = this.t + ms;
    for (let next = this.t; this.t < end; this.t += TICK_MS) {
      if (this.t >= next) {
        next += 100;
        this.hear();
      }
      this.clocks.advance(this.local());
      look();
    }
  }

  private hear(): void {
    const { up, down, jitter } = this.line;
    const late = () => this.random() * 2 * jitter;
    const event = this.t - down - late();
    this.clocks.heardEvent(this.local(), event);
    const sent = this.t - up - down - late() - late();
    this.clocks.arrivedUp(this.local(), this.local(sent), sent + up + late());
  }

  /** P and R against the true time (ms). */
  get ahead(): number {
    return this.clocks.P * TICK_MS - this.t;
  }
  get behind(): number {
    return this.t - this.clocks.R * TICK_MS;
  }
}

describe("clocks", () => {
  it("put P ahead by the way up and R behind by the way down, with a margin", () => {
    const client = new Listener();
    client.live(6000);
    expect(client.ahead).toBeGreaterThan(50);
    expect(client.ahead).toBeLessThan(50 + 20 + TICK_MS);
    expect(client.behind).toBeGreaterThan(50);
    expect(client.behind).toBeLessThan(50 + 20 + TICK_MS);
  });

  it("follow an asymmetric line", () => {
    const client = new Listener({ up: 140, down: 20 });
    client.live(6000);
    expect(client.ahead).toBeGreaterThan(140);
    expect(client.behind).toBeLessThan(20 + 20 + TICK_MS);
  });

  it("follow a local clock that drifts, without a jump", () => {
    const client = new Listener({ drift: 2e-4 });
    client.live(5000);
    let last = client.clocks.P;
    client.live(30_000, () => {
      const rate = (client.clocks.P - last) / 1;
      last = client.clocks.P;
      expect(rate).toBeGreaterThan(0.9);
      expect(rate).toBeLessThan(1.15);
    });
    expect(client.ahead).toBeGreaterThan(50);
    expect(client.ahead).toBeLessThan(85);
  });

  it("slew, never run backwards, when the line gets slower", () => {
    const client = new Listener();
    client.live(6000);
    client.line.up = 200;
    client.line.down = 200;
    const last = { P: client.clocks.P, R: client.clocks.R };
    client.live(15_000, () => {
      const { P, R } = client.clocks;
      expect(P).toBeGreaterThanOrEqual(last.P);
      expect(R).toBeGreaterThanOrEqual(last.R);
      Object.assign(last, { P, R });
    });
    expect(client.ahead).toBeGreaterThan(195);
    expect(client.behind).toBeGreaterThan(195);
  });

  it("come back at once after the laptop has slept and its clock has stood still", () => {
    const client = new Listener();
    client.live(6000);
    client.t += 60_000;
    client.line.offset -= 60_000;
    client.live(12_000);
    expect(client.ahead).toBeGreaterThan(45);
    expect(client.ahead).toBeLessThan(90);
  });

  it("run on after a hidden tab drew nothing for a minute", () => {
    const client = new Listener();
    client.live(6000);
    client.t += 60_000;
    client.live(1000);
    expect(client.ahead).toBeGreaterThan(40);
    expect(client.ahead).toBeLessThan(90);
  });

  it("keep R behind P", () => {
    const client = new Listener({ up: 0, down: 0, jitter: 0 });
    client.live(6000, () => {
      if (client.clocks.ready) expect(client.clocks.R).toBeLessThanOrEqual(client.clocks.P);
    });
  });

  it("forget the old network when told to", () => {
    const client = new Listener({ up: 200, down: 200 });
    client.live(6000);
    client.line.up = 10;
    client.line.down = 10;
    client.clocks.reset();
    client.live(1000);
    expect(client.ahead).toBeLessThan(50);
    expect(client.behind).toBeLessThan(50);
  });
});
