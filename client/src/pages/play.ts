/** Against a stranger: get in line, warm up meanwhile, play, go again. */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";
import { BOT_OFFER_AFTER, type Proposal } from "@quickpong/shared/protocol/messages.ts";
import type { AppContext, Page } from "../app-context.ts";
import { loadProgress } from "../match/match-modules.ts";
import { openLobbySession } from "../session/lobby-session.ts";
import { storedSeat } from "../session/seat-storage.ts";
import { askOtherTabs, type PlayedElsewhere } from "../session/tab-coordination.ts";
import { nameOf } from "../ui/names.ts";
import { createNotice } from "../ui/notice.ts";
import { createSearching, type Searching } from "../ui/searching.ts";
import { text } from "../ui/texts.ts";
import { showThumb } from "../ui/thumb.ts";
import type { BotMeanwhile } from "./bot-meanwhile.ts";
import { loadBotMeanwhile } from "./bot-module.ts";
import { OnlineFlow } from "./online-flow.ts";
import { playWhileWaiting } from "./waiting-rally.ts";

/** So many bots are offered to somebody who waits: the hardest that are open. */
const BOTS_OFFERED = 3;

export const playPage: Page = (app) => {
  const page = new PlayPage(app);
  const seat = storedSeat();
  if (!seat) page.search();
  // When the seat is gone, somebody else may be waiting.
  else void page.flow.resume(seat).then((back) => back || page.search());
  return () => page.stop();
};

class PlayPage {
  readonly flow: OnlineFlow;
  private readonly app: AppContext;
  private ticker = 0;
  private ticket: string | undefined;
  /** The bot that is played while in line. */
  private bot: BotMeanwhile | null = null;

  constructor(app: AppContext) {
    this.app = app;
    this.flow = new OnlineFlow(app, {
      opponentMissing: ({ ticket }) => {
        this.ticket = ticket;
        this.search();
      },
      ways: () => [
        { label: text("nextOpponent"), go: () => this.search() },
        { label: text("home"), go: () => app.go({ page: "home" }) },
      ],
    });
  }

  /** Gets in line; a match that was on is left first. */
  search(asking = true): void {
    const { app, flow } = this;
    clearInterval(this.ticker);
    const current = flow.begin();
    app.title.set(text("searching"));
    void flow
      .load(() => this.search(asking))
      .then((loaded) => loaded && this.wait(asking, current));
  }

  /** Is seen to wait, and once nothing speaks against it gets in line. */
  private wait(asking: boolean, current: () => boolean): void {
    const { app } = this;
    const searching = createSearching({
      onCancel: () => app.go({ page: "home" }),
      onBot: (level: BotLevel) => void this.playBot(level, searching, current),
    });
    this.watchClock(searching, current);
    this.showWaiting(searching, current);
    void (asking ? askOtherTabs() : Promise.resolve(null)).then((elsewhere) => {
      if (!current()) return;
      if (elsewhere) this.playsElsewhere(elsewhere);
      else this.enter(searching);
    });
  }

  private showWaiting({ element }: Searching, current: () => boolean): void {
    const { app } = this;
    app.screen.show(element, { overCourt: true });
    app.title.set(text("searching"));
    void playWhileWaiting(app, () => current() && this.bot === null);
    showThumb(element);
  }

  /** A bot in this page, while the place in line is kept. */
  private async playBot(
    level: BotLevel,
    searching: Searching,
    current: () => boolean,
  ): Promise<void> {
    const { app, flow } = this;
    // Without it one waits on.
    const pages = await loadBotMeanwhile().catch(() => null);
    if (!pages || !current() || this.bot) return;
    const home = () => app.go({ page: "home" });
    const waitOn = () => {
      if (!flow.lobby) return this.search();
      flow.lobby.setAskFirst(false);
      flow.meanwhile(null);
      this.showWaiting(searching, current);
    };
    const ways = () => [
      { label: text("nextOpponent"), go: waitOn },
      { label: text("home"), go: home },
    ];
    flow.lobby?.setAskFirst(true);
    app.title.set("");
    const bot = pages.playBotMeanwhile(app, { level, ways, onLeave: home });
    this.bot = bot;
    flow.meanwhile(() => {
      bot.stop();
      this.bot = null;
    });
  }

  /** Somebody is in line, or nobody any more. */
  private propose(proposal: Proposal | null): void {
    if (!proposal) return this.bot?.tell(null);
    const answer = (yes: boolean) => () => this.flow.lobby?.answer(proposal, yes);
    const onNo = () => {
      answer(false)();
      this.bot?.tell(null);
    };
    this.bot?.tell({
      name: nameOf({ bot: "", name: proposal.opponent }),
      onYes: answer(true),
      onNo,
    });
  }

  private watchClock(searching: Searching, current: () => boolean): void {
    const began = performance.now();
    let offered = false;
    const tick = () => {
      if (!current()) return clearInterval(this.ticker);
      const waited = (performance.now() - began) / 1000;
      searching.setWaited(waited);
      if (waited < BOT_OFFER_AFTER || offered) return;
      offered = true;
      const offer = async () => {
        const { hardestOpen } = await loadProgress();
        searching.offerBots(hardestOpen(BOTS_OFFERED));
      };
      // Without it one waits on.
      offer().catch(() => undefined);
    };
    this.ticker = window.setInterval(tick, 250);
    tick();
  }

  private enter(searching: Searching): void {
    const { app, flow, ticket } = this;
    this.ticket = undefined;
    flow.lobby = openLobbySession(
      { name: app.settings.now.name, ticket },
      {
        status: (status) => searching.setStatus(status),
        requeued: () => {
          searching.setNote(text("requeued"));
          this.bot?.tell(null);
        },
        proposal: (proposal) => this.propose(proposal),
        penalized: ({ seconds }) => searching.setNote(text("gaveWay", { n: seconds }), seconds),
        lost: () => {
          searching.setLost();
          this.bot?.tell(null);
        },
        found(offer) {
          searching.setFound(nameOf({ bot: offer.bot, name: offer.opponent }));
          void flow.accept(offer);
        },
        closed: (code) => {
          flow.lobby = null;
          this.bot?.tell(null);
          // Against a bot one plays on without the server.
          if (!this.bot) flow.showError(code, false);
        },
      },
    );
  }

  /** A match goes on in another tab: one is asked before it is taken over. */
  private playsElsewhere({ seat, opponent }: PlayedElsewhere): void {
    const { app, flow } = this;
    flow.begin();
    const here = async () => {
      if (!(await flow.resume(seat))) this.search();
    };
    app.title.set("");
    const ways = [
      { label: text("playHere"), go: () => void here() },
      { label: text("newMatch"), go: () => this.search(false) },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ];
    const message = text("otherTab", { name: opponent });
    app.screen.show(createNotice(text("otherTabTitle"), message, ways, "whole"));
  }

  stop(): void {
    clearInterval(this.ticker);
    this.flow.stop();
  }
}
