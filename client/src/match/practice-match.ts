/** A match against the machine, ready for the runner: the host in this page, its clock, netplay. */

import { type BotLevel, botName } from "@quickpong/shared/bot-levels.ts";
import { mindOf } from "@quickpong/shared/bot-minds.ts";
import { toKey } from "@quickpong/shared/chacha20.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { createLocalLink, type LocalLink } from "../net/links/local-link.ts";
import { INPUT_POLICY_OF, NETCODE_LAB_OFF } from "../net/netcode-lab.ts";
import { Netplay } from "../net/netplay.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { frameClock } from "../render/frame-clock.ts";
import { createMatchClock } from "./match-clock.ts";
import type { PauseReason, PracticeMatch } from "./match-in-page.ts";

/** Begins one; `own` is the player's name, and `mind` how the bot plays when not as its level does. */
export function createPracticeMatch(
  level: BotLevel,
  own: string,
  rules: Rules,
  mind = mindOf(level),
): PracticeMatch {
  const clock = createMatchClock(frameClock.now(performance.now()));
  const now = () => clock.now();
  const newKey = () => toKey(crypto.getRandomValues(new Uint32Array(8)));
  const botSeed = Math.floor(Math.random() * 2 ** 31);
  const names = { own, bot: botName(level) };
  const link: LocalLink = createLocalLink({ level, mind, rules, newKey, botSeed, now, names });
  const netplay = new Netplay({ link });
  let lab = NETCODE_LAB_OFF;
  const reasons = new Set<PauseReason>();
  return {
    kind: "practice",
    link,
    steer(target) {
      // A hand in the menu is not at the paddle.
      if (!clock.resting) netplay.steer(target);
    },
    frame(time): ViewFrame | null {
      clock.tick(time);
      link.pump();
      return netplay.frame(clock.now());
    },
    closed: () => netplay.closed,
    report: () => netplay.report(),
    lab: () => lab,
    changeLab(wanted) {
      if (wanted.delay !== lab.delay) netplay.remeasure();
      lab = wanted;
      netplay.setMode(lab.mode);
      netplay.showGhost = lab.ghost;
      link.setInputPolicy(INPUT_POLICY_OF[lab.mode], lab.delay / 2);
    },
    pause(reason, on) {
      if (on) reasons.add(reason);
      else reasons.delete(reason);
      clock.rest(reasons.size > 0);
    },
    end: () => link.leave(),
  };
}
