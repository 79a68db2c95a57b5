/** Against a person: get in line, warm up meanwhile, play, go again. */
import { DEFAULT_RULES } from "@quickpong/shared/match.ts";
import { CloseReason, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import type { App, Page } from "../app.ts";
import { takeKeptSeat } from "../kept-seat.ts";
import { type MatchInPage, showMatch } from "../match-view.ts";
import type { SeatTicket } from "../net/colyseus-link.ts";
import type { Lobby, LobbyOptions } from "../net/colyseus-lobby.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { tabId } from "../tab-id.ts";
import { createLoading } from "../ui/notice.ts";
import { createSearching, type Searching } from "../ui/searching.ts";
import { text } from "../ui/texts.ts";
import { showCourtFailed, showTrouble, UNREACHABLE } from "./trouble.ts";

export const playPage: Page = (app) => {
  const flow = new PlayFlow(app);
  const seat = takeKeptSeat();
  if (seat) void flow.resume(seat);
  else flow.search();
  return () => flow.stop();
};

/** The tone that calls back whoever looks elsewhere while waiting. */
const FOUND_TONES = [
  { from: 587, length: 0.16, volume: 0.5 },
  { from: 880, length: 0.3, volume: 0.5, after: 0.12 },
];

/** What of an offer matters once the seat is taken. */
type PlayedOffer = Pick<MatchOffer, "opponent" | "rules" | "ticket">;

class PlayFlow {
  private readonly app: App;
  private stopped = false;
  private searching = false;
  private lobby: Lobby | null = null;
  private endMatch: (() => void) | null = null;
  private ticker = 0;
  private ticket: string | undefined;

  constructor(app: App) {
    this.app = app;
  }

  /** Gets in line; a match that was on is left first. */
  search(): void {
    this.clear();
    this.searching = true;
    const searching = createSearching(this.app.settings.name, () => this.app.go({ page: "home" }));
    this.app.screen.show(searching.element, { overCourt: true });
    const began = performance.now();
    this.ticker = window.setInterval(
      () => searching.setWaited((performance.now() - began) / 1000),
      250,
    );
    searching.setWaited(0);
    void this.warmUp();
    void this.enter(searching);
  }

  /** A rally against the machine while waiting. Nothing depends on it. */
  private async warmUp(): Promise<void> {
    const { app } = this;
    try {
      const [{ createPracticeMatch }] = await Promise.all([
        import("../practice-match.ts"),
        app.arena.load(),
      ]);
      if (!this.searching) return;
      const match = createPracticeMatch("club", app.settings.name);
      const observe = (frame: ViewFrame | null) => {
        if (frame) app.probe(frame);
        if (frame?.phase === "finished") match.link.rematch();
      };
      app.arena.play(match, observe, { numbers: false });
    } catch {
      // Then one waits without playing.
    }
  }

  private async enter(searching: Searching): Promise<void> {
    const options: LobbyOptions = {
      server: location.origin,
      name: this.app.settings.name,
      tab: tabId(),
      ticket: this.ticket,
    };
    this.ticket = undefined;
    let module: typeof import("../net/colyseus-lobby.ts");
    try {
      module = await import("../net/colyseus-lobby.ts");
    } catch {
      return this.trouble(UNREACHABLE, false);
    }
    if (!this.searching) return;
    this.lobby = module.enterLobby(options, {
      status: (status) => searching.setStatus(status),
      requeued: () => searching.setNote(text("requeued")),
      found: (offer) => void this.take(offer),
      closed: (code) => this.trouble(code, false),
    });
  }

  /** Takes the seat and leaves the queue. */
  private async take(offer: MatchOffer): Promise<void> {
    const { app } = this;
    app.synth.play(...FOUND_TONES);
    app.screen.say(`${text("found")}: ${offer.opponent}`);
    try {
      const [{ createOnlineMatch }] = await Promise.all([
        import("../online-match.ts"),
        app.arena.load().catch(() => Promise.reject(new CourtFailed())),
      ]);
      const match = await createOnlineMatch(offer);
      if (!this.searching) return match.end();
      this.clear();
      this.play(match, offer);
    } catch (error) {
      if (this.stopped) return;
      this.clear();
      if (error instanceof CourtFailed) showCourtFailed(app, () => this.search());
      else this.missed(offer, codeOf(error));
    }
  }

  /** Goes on with the match that was being played when the page was left. */
  async resume(seat: SeatTicket): Promise<void> {
    const { app } = this;
    app.screen.show(createLoading(text("reconnecting")));
    try {
      const [{ resumeOnlineMatch }] = await Promise.all([
        import("../online-match.ts"),
        app.arena.load(),
      ]);
      const match = await resumeOnlineMatch(seat);
      if (this.stopped) return match.end();
      this.play(match, { opponent: "", rules: DEFAULT_RULES, ticket: "" });
    } catch {
      // The seat is gone: somebody else may be waiting.
      if (!this.stopped) this.search();
    }
  }

  private play(match: MatchInPage, offer: PlayedOffer): void {
    const { app } = this;
    const home = () => app.go({ page: "home" });
    this.endMatch = showMatch(app, {
      match,
      names: { own: app.settings.name, opponent: offer.opponent },
      pointsToWin: offer.rules.pointsToWin,
      rematchLabel: text("rematch"),
      ways: [
        { label: text("nextOpponent"), go: () => this.search() },
        { label: text("home"), go: home },
      ],
      onLeave: home,
      onClosed: (code) => this.missed(offer, code),
    });
  }

  /** The match ended without a result. Whose opponent never came goes to the front of the queue. */
  private missed(offer: PlayedOffer, code: number): void {
    if (code !== CloseReason.opponentMissing) return this.trouble(code, true);
    this.ticket = offer.ticket;
    this.search();
  }

  private trouble(code: number, inMatch: boolean): void {
    if (this.stopped) return;
    this.clear();
    showTrouble(this.app, code, inMatch);
  }

  private clear(): void {
    this.searching = false;
    clearInterval(this.ticker);
    this.lobby?.leave();
    this.lobby = null;
    this.endMatch?.();
    this.endMatch = null;
    this.app.arena.clear();
  }

  stop(): void {
    this.stopped = true;
    this.clear();
    this.app.screen.show(null);
  }
}

class CourtFailed extends Error {}

const codeOf = (error: unknown): number => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "number" ? code : UNREACHABLE;
};
