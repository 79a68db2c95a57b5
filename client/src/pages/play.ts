/** Against a stranger: get in line, warm up meanwhile, play, go again. */
import { BOT_LEVELS, type BotLevel } from "@quickpong/shared/bot-levels.ts";
import { BOT_OFFER_AFTER } from "@quickpong/shared/protocol/messages.ts";
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
    const { app, flow } = this;
    const searching = createSearching({
      onCancel: () => app.go({ page: "home" }),
      onBot: (level: BotLevel) => flow.lobby?.askBot(BOT_LEVELS.indexOf(level)),
    });
    app.screen.show(searching.element, { overCourt: true });
    this.watchClock(searching, current);
    void playWhileWaiting(app, current);
    showThumb(searching.element);
    void (asking ? askOtherTabs() : Promise.resolve(null)).then((elsewhere) => {
      if (!current()) return;
      if (elsewhere) this.playsElsewhere(elsewhere);
      else this.enter(searching);
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
        requeued: () => searching.setNote(text("requeued")),
        penalized: ({ seconds }) => searching.setNote(text("gaveWay", { n: seconds }), seconds),
        lost: () => searching.setLost(),
        found(offer) {
          searching.setFound(nameOf({ bot: offer.bot, name: offer.opponent }));
          void flow.accept(offer);
        },
        closed: (code) => flow.showError(code, false),
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
