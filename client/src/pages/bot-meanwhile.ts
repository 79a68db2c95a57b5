/**
 * A match against a bot in this page, played by somebody who waits for a person: who comes is told between
 * two points, when hands are free.
 */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import { DEFAULT_RULES, type Rules } from "@quickpong/shared/rules.ts";
import type { AppContext } from "../app-context.ts";
import { showMatch } from "../match/match-screen.ts";
import { createPracticeMatch } from "../match/practice-match.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { botFace } from "../ui/bot-faces.ts";
import { type CourtBar, createCourtBar } from "../ui/court-bar.ts";
import { more } from "../ui/more-texts.ts";
import { nameOf } from "../ui/names.ts";
import type { Way } from "../ui/notice.ts";

/** So long the match stands for the one who is asked (ms); then it goes on, and the question stays. */
const STANDS_FOR = 6000;
const TONES = [{ from: 587, length: 0.16, volume: 0.35 }];

export interface BotMeanwhileOptions {
  level: BotLevel;
  rules?: Rules;
  /** Where to go from the result, besides another match. */
  ways: () => Way[];
  onLeave: () => void;
}

/** Somebody who is there. */
export interface Newcomer {
  name: string;
  onYes: () => void;
  /** Left out where there is nothing to decline. */
  onNo?: () => void;
}

export interface BotMeanwhile {
  /** Tells who is there; null when nobody is any more. */
  tell(newcomer: Newcomer | null): void;
  stop(): void;
}

/** Begins it. */
export const playBotMeanwhile = (app: AppContext, options: BotMeanwhileOptions): BotMeanwhile =>
  new BotMatch(app, options);

class BotMatch implements BotMeanwhile {
  private readonly app: AppContext;
  private readonly match;
  private readonly end: () => void;
  private bar: CourtBar | null = null;
  private name = "";
  private told = false;
  private standing = 0;

  constructor(
    app: AppContext,
    { level, rules = DEFAULT_RULES, ways, onLeave }: BotMeanwhileOptions,
  ) {
    const own = app.settings.now.name;
    this.app = app;
    this.match = createPracticeMatch(level, own, rules);
    this.end = showMatch(app, {
      match: this.match,
      names: { own, opponent: nameOf({ bot: level, name: "" }) },
      pointsToWin: rules.pointsToWin,
      face: () => botFace(level),
      rematchLabel: () => more("playAgain"),
      ways,
      follow: (frame) => this.follow(frame),
      onLeave,
      onClosed: onLeave,
    });
  }

  tell(newcomer: Newcomer | null): void {
    this.goOn();
    this.bar?.stop();
    this.bar = null;
    if (!newcomer) return;
    const { name, onYes, onNo } = newcomer;
    const answer = (act: () => void) => () => {
      this.goOn();
      act();
    };
    this.name = name;
    this.told = false;
    const bar = createCourtBar({
      words: more("isHere", { name }),
      yes: more("playThem"),
      onYes: answer(() => {
        bar.answered();
        bar.say(more("askingThem", { name }));
        onYes();
      }),
      no: more("notNow"),
      onNo: onNo && answer(onNo),
    });
    this.bar = bar;
    this.app.title.call(more("isHere", { name }));
    if (document.hidden) this.app.synth.play(...TONES);
  }

  stop(): void {
    this.tell(null);
    this.end();
  }

  private follow({ phase }: ViewFrame): void {
    const free = phase !== "rally";
    this.bar?.show(free);
    if (!this.bar || !free || this.told) return;
    this.told = true;
    this.app.screen.say(more("isHereSpoken", { name: this.name }));
    this.app.synth.play(...TONES);
    this.match.pause("asked", true);
    this.standing = window.setTimeout(() => this.goOn(), STANDS_FOR);
  }

  private goOn(): void {
    clearTimeout(this.standing);
    this.match.pause("asked", false);
  }
}
