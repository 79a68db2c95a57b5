/** A match that is shown: everything that follows its frames besides the court itself. */
import { tonesOf } from "../audio/match-sounds.ts";
import { createSonificationPlayer } from "../audio/sonification-player.ts";
import { wasCutShort } from "../net/match-status.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { isolated } from "../platform/isolated.ts";
import { keepAwake } from "../platform/wake-lock.ts";
import { createAnnouncer } from "../ui/announcements.ts";
import { onLanguage } from "../ui/texts.ts";
import { CourtCover } from "./court-cover.ts";
import { createLeaveGuard } from "./leave-guard.ts";
import { vibrateFor } from "./match-haptics.ts";
import { isOfPage } from "./match-in-page.ts";
import type { MatchScreenOptions } from "./match-screen-options.ts";
import type { MatchServices } from "./match-services.ts";
import { createMatchStrip } from "./match-strip.ts";
import { Overlays } from "./overlays.ts";

/** Shows a match until it is left; returns what ends the showing and leaves the match. */
export function showMatch(context: MatchServices, options: MatchScreenOptions): () => void {
  const screen = new MatchScreen(context, options);
  const { match, devices } = options;
  context.runner.play(match, (frame) => screen.observe(frame), { devices });
  const onVisibility = () => {
    match.link.away(document.hidden);
    if (isOfPage(match)) match.pause("hidden", document.hidden);
  };
  if (document.hidden) onVisibility();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    screen.stop();
    match.end();
  };
}

class MatchScreen {
  private readonly context: MatchServices;
  private readonly options: MatchScreenOptions;
  private readonly cover: CourtCover;
  /** What follows every frame, in this order; none of them suffers from another one's error. */
  private readonly followers: readonly ((frame: ViewFrame) => void)[];
  /** What ends with it. */
  private readonly endings: readonly (() => void)[];
  private closedTold = false;

  constructor(context: MatchServices, options: MatchScreenOptions) {
    this.context = context;
    this.options = options;
    const { match, mayAllowSpectators = false } = options;
    const overlays = new Overlays(context, match, options.menuWays);
    const leaveGuard = createLeaveGuard(context, options.onLeave);
    const onLeave = () => leaveGuard.leave();
    const { button: menuButton, farButton: farMenuButton } = overlays;
    const buttons = { onLeave, menuButton, farMenuButton };
    const strip = createMatchStrip(context, { match, mayAllowSpectators, ...buttons });
    const cover = new CourtCover(context, options);
    const sonification = createSonificationPlayer(context.synth);
    const announce = createAnnouncer();
    const { settings, screen, synth } = context;
    this.cover = cover;
    this.followers = [
      (frame) => context.probe(frame, "report" in match ? () => match.report() : undefined),
      (frame) => leaveGuard.update(frame),
      (frame) => strip.update(frame),
      ...cover.followers,
      (frame) => synth.play(...tonesOf(frame)),
      (frame) => sonification.update(frame, settings.now.byEar),
      (frame) => settings.now.vibration && vibrateFor(frame),
      (frame) => say(screen, announce(frame)),
      (frame) => overlays.update(frame.now),
      (frame) => options.follow?.(frame),
    ];
    // A panel that closes gives the focus back to the court: the cover goes last.
    const parts = [overlays, sonification, leaveGuard, strip, cover];
    const forget = onLanguage(() => {
      strip.relabel();
      cover.relabel();
    });
    this.endings = [forget, keepAwake(), ...parts.map((part) => () => part.stop())];
  }

  /** After every frame; null until the clocks are known. */
  observe(frame: ViewFrame | null): void {
    const closed = this.options.match.closed();
    if (closed !== null && !this.closedTold && wasCutShort(closed, frame, this.cover.isOver)) {
      this.closedTold = true;
      return this.options.onClosed(closed);
    }
    if (!frame) return;
    for (const follower of this.followers) isolated(follower, frame);
  }

  stop(): void {
    for (const end of this.endings) end();
    this.context.runner.clear();
  }
}

function say(screen: MatchServices["screen"], said: string): void {
  if (said !== "") screen.say(said);
}
