import { Clocks } from "@quickpong/client/net/clocks.ts";
import { createLocalLink } from "@quickpong/client/net/links/local-link.ts";
import type { LinkListener, MatchLink } from "@quickpong/client/net/links/match-link.ts";
import { Netplay } from "@quickpong/client/net/netplay.ts";
import type { ViewFrame } from "@quickpong/client/net/view-frame.ts";
import { skillOf } from "@quickpong/shared/bot-minds.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { PHASES } from "@quickpong/shared/match.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { describe, expect, it } from "vitest";

const FRAME = 1000 / 60;

/** The picture of the opponent is so far behind that the server is ahead of every goal. */
class SlowClocks extends Clocks {
  override get R(): number {
    return super.R - 15;
  }
}

/** Netplay in a match against a bot; whoever sits here follows the ball, and plays again. */
function playing(strength = 1, clocks = new Clocks()) {
  let now = 0;
  const random = randomFrom(3);
  const host = createLocalLink({
    level: "pip",
    mind: () => skillOf(strength),
    rules: CLASSIC_RULES,
    newKey: () => keyFrom(random),
    botSeed: 3,
    now: () => now,
    names: { own: "Ann", bot: "Bot" },
  });
  let line = null as LinkListener | null;
  let published = null as PublishedState | null;
  const listen = (listener: LinkListener) => {
    line = listener;
    const patch: LinkListener["patch"] = (state, at) => {
      published = state;
      listener.patch(state, at);
    };
    host.listen({ ...listener, patch });
  };
  const link: MatchLink = Object.assign(Object.create(host), { listen });
  const netplay = new Netplay({ link, clocks });
  return {
    netplay,
    line: line as unknown as LinkListener,
    /** The match is over by the host's word, whatever is drawn. */
    over: () => PHASES[published?.phase ?? 0] === "finished",
    frame(): ViewFrame | null {
      now += FRAME;
      host.pump();
      if (netplay.ready) netplay.steer(netplay.observe(now).ballY);
      const frame = netplay.frame(now);
      if (frame?.phase === "finished") host.rematch();
      return frame;
    },
    /** Time passes without frames. */
    sleep(ms: number): void {
      for (const end = now + ms; now < end; now += FRAME) host.pump();
    },
  };
}

/** Hits that become visible in so many frames. */
function hitsIn(frames: number, frame: () => ViewFrame | null): number {
  let hits = 0;
  for (let i = 0; i < frames; i++) {
    hits += frame()?.events.filter(({ type }) => type === "hit").length ?? 0;
  }
  return hits;
}

describe("netplay", () => {
  it("tells nothing of what happened to the ball while there were no frames", () => {
    const { frame, sleep } = playing();
    for (let hits = 0; hits < 3; ) hits += hitsIn(1, frame);
    sleep(4000);
    const types = frame()?.events.map(({ type }) => type);
    expect(types?.filter((type) => type !== "countdown")).toEqual(["gap"]);
  });

  it("shows hits after coming back in a series of more flights than are numbered", () => {
    const { netplay, line, frame, sleep } = playing();
    for (let hits = 0; hits < 300; ) hits += hitsIn(1, frame);
    const { own } = netplay.contacts.counts;
    line.dropped();
    sleep(1000);
    line.restored();
    expect(hitsIn(1200, frame)).toBeGreaterThan(8);
    expect(netplay.contacts.counts.own).toBeGreaterThan(own + 3);
  }, 60_000);

  it("draws the end of a match at once when the link closes on the way to its last goal", () => {
    const { line, frame, over } = playing(-1, new SlowClocks());
    let drawn = frame();
    for (let i = 0; i < 20_000 && !over(); i++) drawn = frame();
    expect(drawn?.phase).toBe("rally");
    line.closed(CloseReason.matchOver);
    expect(frame()?.phase).toBe("finished");
  });
});
