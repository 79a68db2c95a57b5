/**
 * From a seat to a match on the screen and on from there: what all pages have in common that lead
 * to a match on the server.
 */

import type { Side } from "@quickpong/shared/court.ts";
import { CloseReason, type MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import type { AppContext } from "../app-context.ts";
import type { OnlineMatch } from "../match/match-in-page.ts";
import { loadOnlineMatch } from "../match/match-modules.ts";
import { showMatch } from "../match/match-screen.ts";
import type { MatchScreenOptions } from "../match/match-screen-options.ts";
import type { SeatTicket } from "../net/colyseus/colyseus-link.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { withTimeout } from "../platform/timeout.ts";
import { UNREACHABLE } from "../platform/unreachable.ts";
import { roomIn } from "../routing/routes.ts";
import { claimKept } from "../session/claim-matches.ts";
import type { SessionLobby } from "../session/lobby-session.ts";
import { nameOf } from "../ui/names.ts";
import { createLoading, type Way } from "../ui/notice.ts";
import { standingAlone, text } from "../ui/texts.ts";
import { loadCourt, loadExtras, partsOf } from "./court-loading.ts";
import { showErrorPage } from "./error-page.ts";

/** The tone that calls back whoever looks elsewhere while waiting. */
export const FOUND_TONES = [
  { from: 587, length: 0.16, volume: 0.5 },
  { from: 880, length: 0.3, volume: 0.5, after: 0.12 },
];

/** The server keeps an offered seat for so long (ms); on a dead line nothing else ends the wait for it. */
const SEAT_KEPT = 8000;

/** What of an offer matters once the seat is taken. */
export type PlayedOffer = Pick<MatchOffer, "opponent" | "bot" | "rules" | "ticket" | "code">;

export interface FlowHooks {
  /** The opponent never came. */
  opponentMissing(offer: PlayedOffer): void;
  /** Where the player on `side` can go from the result, besides the rematch. */
  ways(side: Side | null): Way[];
  /** How the match is shown, when not as one between two people. */
  present?(options: MatchScreenOptions): MatchScreenOptions;
  /** The match was cut short; without it that is said. */
  cutShort?(code: number): void;
  /** Of matches that somebody else arranges: there is no rematch, and every end leads back there. */
  arranged?: { goBack(): void; follow(frame: ViewFrame): void };
}

export class OnlineFlow {
  lobby: SessionLobby | null = null;
  private readonly app: AppContext;
  private readonly hooks: FlowHooks;
  private endMatch: (() => void) | null = null;
  /** Of what is going on now; what began before and ends later is out of date. */
  private generation = 0;

  constructor(app: AppContext, hooks: FlowHooks) {
    this.app = app;
    this.hooks = hooks;
    void claimKept();
  }

  /** Ends what was going on; returns whether what begins now still goes on when asked later. */
  begin(): () => boolean {
    this.clear();
    const turn = ++this.generation;
    return () => turn === this.generation;
  }

  /**
   * Everything that a match needs is here; false when it can't be had, which is said, or when something
   * else has begun. Nobody enters the lobby before; `again` begins anew.
   */
  load(again: () => void): Promise<boolean> {
    const { generation } = this;
    const wanted = () => generation === this.generation;
    return loadCourt(this.app, partsOf.online(this.app), wanted, again);
  }

  /** What is played until a seat is taken; null ends it. */
  meanwhile(end: (() => void) | null): void {
    this.endMatch?.();
    this.endMatch = end;
  }

  /** Takes an offered seat and leaves the lobby. */
  async accept(offer: MatchOffer): Promise<void> {
    const { app, generation } = this;
    // Of the search, or the room; the call goes on over it.
    app.title.set("");
    // The wall is there whenever one wants.
    if (offer.bot !== "wall") this.call(nameOf({ bot: offer.bot, name: offer.opponent }));
    try {
      const match = await withTimeout(SEAT_KEPT, this.takeSeat(offer), (late) => late.end());
      if (generation !== this.generation) return match.end();
      this.begin();
      this.play(match, offer);
    } catch (error) {
      if (generation !== this.generation) return;
      this.begin();
      this.onClosed(offer, codeOf(error));
    }
  }

  private call(name: string): void {
    const { app } = this;
    const words = `${text("found")}: ${standingAlone(name)}`;
    app.synth.play(...FOUND_TONES);
    app.screen.say(words);
    app.title.call(words);
  }

  private async takeSeat(offer: MatchOffer): Promise<OnlineMatch> {
    const { createOnlineMatch } = await loadOnlineMatch();
    return createOnlineMatch(offer, this.lobby);
  }

  /** Goes on with the match of a kept seat; false when it is gone, or not reached in time. */
  async resume(seat: SeatTicket): Promise<boolean> {
    const { app } = this;
    const current = this.begin();
    const home = { label: text("home"), go: () => app.go({ page: "home" }) };
    app.screen.show(createLoading(text("reconnecting"), home));
    try {
      const [{ resumeOnlineMatch }] = await Promise.all([
        loadOnlineMatch(),
        app.runner.load(),
        loadExtras(),
      ]);
      const match = await resumeOnlineMatch(seat, current);
      if (current()) this.play(match, { ...UNKNOWN_OFFER, code: roomIn(location.pathname) });
      else match.end();
      return true;
    } catch {
      return !current();
    }
  }

  private play(match: OnlineMatch, offer: PlayedOffer): void {
    const { app } = this;
    const { arranged } = this.hooks;
    const home = () => app.go({ page: "home" });
    const { present = (options) => options } = this.hooks;
    const options: MatchScreenOptions = {
      match,
      names: {
        own: app.settings.now.name,
        opponent: nameOf({ bot: offer.bot, name: offer.opponent }),
      },
      pointsToWin: offer.rules.pointsToWin,
      rematchLabel: () => (arranged ? null : text("rematch")),
      follow: (frame) => arranged?.follow(frame),
      mayAllowSpectators: offer.code !== "" && match.link.side === 0,
      ways: () => this.hooks.ways(match.link.side),
      go: app.go,
      onLeave: arranged?.goBack ?? home,
      onClosed: (code) => this.onClosed(offer, code),
    };
    this.endMatch = showMatch(app, present(options));
  }

  private onClosed(offer: PlayedOffer, code: number): void {
    if (this.hooks.arranged) return this.hooks.arranged.goBack();
    if (code === CloseReason.opponentMissing) return this.hooks.opponentMissing(offer);
    if (this.hooks.cutShort) return this.hooks.cutShort(code);
    this.showError(code, true);
  }

  /** Says why the lobby or a match was closed. */
  showError(code: number, inMatch: boolean): void {
    this.begin();
    showErrorPage(this.app, code, inMatch);
  }

  private clear(): void {
    this.lobby?.leave();
    this.lobby = null;
    this.endMatch?.();
    this.endMatch = null;
    this.app.runner.clear();
  }

  stop(): void {
    this.begin();
    this.app.screen.show(null);
  }
}

/** Of a match that was on before this page: the first frame says more. */
const UNKNOWN_OFFER: PlayedOffer = {
  opponent: "",
  bot: "",
  rules: DEFAULT_RULES,
  ticket: "",
  code: "",
};

const codeOf = (error: unknown): number => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "number" ? code : UNREACHABLE;
};
