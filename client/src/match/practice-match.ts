/** A match against the machine, ready for the runner: the simulation in this page, its clock, netplay. */

import { type BotLevel, botName } from "@quickpong/shared/bot-levels.ts";
import { mindOf } from "@quickpong/shared/bot-minds.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { createLocalLink, type LocalLink } from "../net/links/local-link.ts";
import { INPUT_POLICY_OF, NETCODE_LAB_OFF, type NetcodeLab } from "../net/netcode-lab.ts";
import { Netplay } from "../net/netplay.ts";
import type { NetReport } from "../net/stats.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { frameClock } from "../render/frame-clock.ts";
import { createMatchClock, type MatchClock } from "./match-clock.ts";
import type { PracticeMatch } from "./match-in-page.ts";
import { newKey } from "./new-key.ts";
import { createPauses } from "./pauses.ts";

/** Begins one; `own` is the player's name, and `mind` how the bot plays when not as its level does. */
export function createPracticeMatch(
  level: BotLevel,
  own: string,
  rules: Rules,
  mind = mindOf(level),
): PracticeMatch {
  const clock = createMatchClock(frameClock.now(performance.now()));
  const now = () => clock.now();
  const botSeed = Math.floor(Math.random() * 2 ** 31);
  const names = { own, bot: botName(level) };
  const link = createLocalLink({ level, mind, rules, newKey, botSeed, now, names });
  return new LocalPracticeMatch(clock, link);
}

class LocalPracticeMatch implements PracticeMatch {
  readonly kind = "practice";
  readonly link: LocalLink;
  readonly pause: PracticeMatch["pause"];
  private readonly clock: MatchClock;
  private readonly netplay: Netplay;
  private netcodeLab = NETCODE_LAB_OFF;

  constructor(clock: MatchClock, link: LocalLink) {
    this.clock = clock;
    this.link = link;
    this.netplay = new Netplay({ link });
    this.pause = createPauses(clock);
  }

  steer(target: number | null): void {
    // A hand in the menu is not at the paddle.
    if (!this.clock.resting) this.netplay.steer(target);
  }

  frame(time: number): ViewFrame | null {
    this.clock.tick(time);
    this.link.pump();
    return this.netplay.frame(this.clock.now());
  }

  closed(): number | null {
    return this.netplay.closed;
  }

  report(): NetReport {
    return this.netplay.report();
  }

  lab(): NetcodeLab {
    return this.netcodeLab;
  }

  changeLab(wanted: NetcodeLab): void {
    const { netplay } = this;
    if (wanted.delay !== this.netcodeLab.delay) netplay.remeasure();
    this.netcodeLab = wanted;
    netplay.setMode(wanted.mode);
    netplay.showGhost = wanted.ghost;
    this.link.setInputPolicy(INPUT_POLICY_OF[wanted.mode], wanted.delay / 2);
  }

  end(): void {
    this.link.leave();
  }
}
