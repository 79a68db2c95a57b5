/** Everything around a match that is being played: names, warnings, sounds, result, spoken score. */

import { tonesOf } from "../audio/match-sounds.ts";
import { createSonificationPlayer } from "../audio/sonification-player.ts";
import { isOpening } from "../net/opening.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import { isolated } from "../platform/isolated.ts";
import { keepAwake } from "../platform/wake-lock.ts";
import { createAnnouncer } from "../ui/announcements.ts";
import { createEmotes, type Emotes } from "../ui/emotes.ts";
import { createHud, type Hud } from "../ui/hud.ts";
import { createMatchArt } from "../ui/match-art.ts";
import type { Way } from "../ui/notice.ts";
import { createResult, type Result } from "../ui/result.ts";
import { onLanguage } from "../ui/texts.ts";
import { showThumb } from "../ui/thumb.ts";
import { createVersus, type Versus } from "../ui/versus.ts";
import { wasCutShort } from "./cut-short.ts";
import { createLeaveGuard, type LeaveGuard } from "./leave-guard.ts";
import type { MatchContext } from "./match-context.ts";
import { vibrateFor } from "./match-haptics.ts";
import type { MatchInPage } from "./match-in-page.ts";
import { Overlays } from "./overlays.ts";

export interface MatchViewOptions {
  match: MatchInPage;
  /** Shown until the first frame says more. */
  names: { own: string; opponent: string };
  pointsToWin: number;
  /** What the rematch is called; null when there can be none. */
  rematchLabel: () => string | null;
  /** Stands on the court while the ball is not in play. */
  label?: () => HTMLElement;
  /** The player here is the host of a private match. */
  mayAllowSpectators?: boolean;
  /** Where to go from the result, besides the rematch. */
  ways: () => Way[];
  onLeave: () => void;
  /** The link closed before the match had a result. */
  onClosed: (code: number) => void;
}

/** The last point is seen before the result covers the court (ms). */

const RESULT_DELAY = 1600;

/** Shows a match until it is left; returns what ends the showing and leaves the match. */
export function showMatch(app: MatchContext, options: MatchViewOptions): () => void {
  const view = new MatchView(app, options);
  app.runner.play(options.match, (frame) => view.observe(frame));
  const { match } = options;
  const onVisibility = () => {
    match.link.away(document.hidden);
    if (match.kind === "practice") match.pause("hidden", document.hidden);
  };
  if (document.hidden) onVisibility();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    view.stop();
    options.match.end();
  };
}

class MatchView {
  private readonly app: MatchContext;
  private readonly options: MatchViewOptions;
  private readonly report = () => this.options.match.report();
  private readonly art;
  private readonly forget = onLanguage(() => this.relabel());
  private readonly spoken = createAnnouncer();
  private hud: Hud;
  private emotes: Emotes;
  private readonly extras: Overlays;
  private readonly sonification;
  private readonly letSleep = keepAwake();
  private readonly leaving: LeaveGuard;
  private versus: Versus | null = null;
  private label: HTMLElement | undefined;
  private result: Result | null = null;
  /** The frame that the result shows. */
  private ended: ViewFrame | null = null;
  private resultTimer = 0;
  private longestRally = 0;
  private over = false;
  private told = false;
  /** What follows every frame, in this order; none of them suffers from another one's error. */
  private readonly followers: readonly ((frame: ViewFrame) => void)[] = [
    (frame) => this.app.probe(frame, this.report),
    (frame) => this.leaving.update(frame),
    (frame) => this.followPhase(frame),
    (frame) => this.hud.update(frame),
    (frame) => this.versus?.update(frame),
    (frame) => this.result?.update(frame, this.options.match.closed() !== null),
    (frame) => this.app.synth.play(...tonesOf(frame)),
    (frame) => this.sonification.update(frame, this.app.preferences.now.byEar),
    (frame) => this.app.preferences.now.vibration && vibrateFor(frame),
    (frame) => this.speak(frame),
    (frame) => this.extras.update(frame.now),
    (frame) => this.art.follow(frame),
    ({ rally }) => {
      this.longestRally = Math.max(this.longestRally, rally);
    },
  ];

  constructor(app: MatchContext, options: MatchViewOptions) {
    this.app = app;
    this.options = options;
    this.art = createMatchArt(app.layout);
    this.extras = new Overlays(app, options.match);
    this.sonification = createSonificationPlayer(app.synth);
    this.leaving = createLeaveGuard(app, options.onLeave);
    [this.emotes, this.hud] = this.furnish();
    this.open();
  }

  /** The strip above the court. */
  private furnish(): [Emotes, Hud] {
    const { app, options } = this;
    const { match, mayAllowSpectators } = options;
    const emotes = createEmotes({
      settings: app.settings,
      onSend: (emote) => match.link.emote(emote),
      watching: match.link.side === null,
      say: app.screen.say,
    });
    const hud = createHud({
      emotes,
      onAllowSpectators:
        mayAllowSpectators && match.kind === "online" ? match.allowSpectators : undefined,
      soundButton: app.soundButton,
      onLeave: () => this.leaving.leave(),
      onClaim: () => match.link.claim(),
    });
    app.hud.replaceChildren(hud.element);
    app.soundButton.before(this.extras.button);
    return [emotes, hud];
  }

  /** Another language: everything with a text is made anew. */
  private relabel(): void {
    this.emotes.stop();
    [this.emotes, this.hud] = this.furnish();
    if (this.ended) this.showResult(this.ended);
    else this.showVersus();
  }

  /** After every frame; null until the clocks are known. */
  observe(frame: ViewFrame | null): void {
    const closed = this.options.match.closed();
    if (closed !== null && !this.told && wasCutShort(closed, frame, this.over)) {
      this.told = true;
      return this.options.onClosed(closed);
    }
    if (!frame) return;
    for (const follower of this.followers) isolated(follower, frame);
  }

  private followPhase(frame: ViewFrame): void {
    this.label?.classList.toggle("away", frame.phase === "rally");
    const over = frame.phase === "finished";
    if (over && !this.over) {
      const delay = frame.outcome?.reason === "score" ? RESULT_DELAY : 0;
      this.resultTimer = window.setTimeout(() => this.showResult(frame), delay);
    }
    if (!over && this.over) this.open();
    this.over = over;
    if (this.versus && !over && !isOpening(frame)) this.closeVersus();
  }

  /** The names, before the first serve. */
  private open(): void {
    clearTimeout(this.resultTimer);
    this.result = null;
    this.longestRally = 0;
    this.art.clear();
    this.ended = null;
    this.showVersus();
  }

  private showVersus(): void {
    const { names, pointsToWin } = this.options;
    this.versus = createVersus(names.own, names.opponent, pointsToWin);
    this.label = this.options.label?.();
    const screen = h("div", {}, this.versus.element, this.label);
    this.app.screen.show(screen, { overCourt: true });
    if (this.options.match.link.side === null) return;
    showThumb(screen);
  }

  private closeVersus(): void {
    const { element } = this.versus as Versus;
    this.versus = null;
    element.classList.add("gone");
    setTimeout(() => element.remove(), 600);
  }

  private showResult(frame: ViewFrame): void {
    const { match, rematchLabel, ways } = this.options;
    this.ended = frame;
    this.result = createResult({
      frame,
      longestRally: this.longestRally,
      rematchLabel: rematchLabel(),
      ways: ways(),
      onRematch: () => match.link.rematch(),
      art: this.art.paint(),
    });
    this.app.screen.show(this.result.element);
  }

  private speak(frame: ViewFrame): void {
    const said = this.spoken(frame);
    if (said !== "") this.app.screen.say(said);
  }

  stop(): void {
    clearTimeout(this.resultTimer);
    this.forget();
    this.art.clear();
    this.emotes.stop();
    this.extras.stop();
    this.sonification.stop();
    this.letSleep();
    this.leaving.stop();
    this.app.hud.replaceChildren();
    this.app.screen.show(null);
    this.app.runner.clear();
  }
}
