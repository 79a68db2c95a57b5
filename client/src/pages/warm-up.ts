/** The host of a private room plays a bot while it waits; the room stays open, and the friend is told. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { AppContext } from "../app-context.ts";
import { more } from "../ui/more-texts.ts";
import { type BotMeanwhile, playBotMeanwhile } from "./bot-meanwhile.ts";
import type { OnlineFlow } from "./online-flow.ts";

/** So long a friend who has come may wait for the end of a rally (ms): seats are kept longer. */
const FRIEND_WAITS = 4000;

export class WarmUp {
  private readonly app: AppContext;
  private readonly flow: OnlineFlow;
  private bot: BotMeanwhile | null = null;
  private timer = 0;

  constructor(app: AppContext, flow: OnlineFlow) {
    this.app = app;
    this.flow = flow;
  }

  /** Whether a bot is being played. */
  get isOn(): boolean {
    return this.bot !== null;
  }

  /** Begins it by the room's rules; afterwards `room` is shown again. */
  begin(rules: Rules, room: HTMLElement): void {
    const { app, flow } = this;
    const onLeave = () => {
      flow.meanwhile(null);
      app.title.set(more("roomWaiting"));
      app.screen.show(room);
    };
    const ways = () => [{ label: more("backToRoom"), go: onLeave }];
    const bot = playBotMeanwhile(app, { level: BOT_LEVELS[0], rules, ways, onLeave });
    this.bot = bot;
    flow.meanwhile(() => {
      bot.stop();
      clearTimeout(this.timer);
      this.bot = null;
    });
  }

  /** The friend is here: the match begins at once, or out of one against a bot within a moment. */
  found(offer: MatchOffer): void {
    const { bot, flow } = this;
    if (!bot) return void flow.accept(offer);
    const accept = () => {
      clearTimeout(this.timer);
      void flow.accept(offer);
    };
    bot.tell({ name: offer.opponent, onYes: accept });
    this.timer = window.setTimeout(accept, FRIEND_WAITS);
  }
}
