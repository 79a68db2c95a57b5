/** What lies over the court: both names before the first serve, and the result. */
import { isOpening } from "../net/match-status.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import { LongestRally } from "../render/canvas2d/longest-rally.ts";
import { addressOf } from "../routing/routes.ts";
import { createMatchArt } from "../ui/match-art.ts";
import {
  createMemoryView,
  type Memory,
  type MemoryView,
  spokenMemory,
} from "../ui/match-memory-view.ts";
import { nameOf } from "../ui/names.ts";
import { loadSharePanel } from "../ui/overlay-modules.ts";
import { createResult, type Result } from "../ui/result.ts";
import { showThumb } from "../ui/thumb.ts";
import { createVersus, type Versus } from "../ui/versus.ts";
import { MatchMemory } from "./match-memory.ts";
import { loadProgress } from "./match-modules.ts";
import type { MatchScreenOptions, OwnResult } from "./match-screen-options.ts";
import type { MatchServices } from "./match-services.ts";

/** The last point is seen before the result covers the court (ms). */
const RESULT_DELAY = 1600;
/** How long the names take to go (ms). */
const NAMES_GO = 600;
/** Who won is spoken first (ms). */
const MEMORY_SPOKEN_AFTER = 1600;

export class CourtCover {
  /** What follows every frame, in this order. */
  readonly followers: readonly ((frame: ViewFrame) => void)[] = [
    // First, so that a watcher who comes in the middle of a rally sees whose names go.
    (frame) => this.versus?.update(frame),
    (frame) => this.followPhase(frame),
    (frame) => this.memory.follow(frame),
    (frame) => this.followResult(frame),
    (frame) => this.art.follow(frame),
    (frame) => this.longest.follow(frame),
  ];
  private readonly context: MatchServices;
  private readonly options: MatchScreenOptions;
  private readonly art;
  private versus: Versus | null = null;
  private label: HTMLElement | undefined;
  private readonly memory = new MatchMemory();
  /** What was said of it last. */
  private told: Memory | null = null;
  private view: MemoryView | null = null;
  private result: Result | null = null;
  private ownResult: OwnResult | null = null;
  /** The frame that the result shows. */
  private ended: ViewFrame | null = null;
  private resultTimer = 0;
  private readonly longest = new LongestRally();
  private closeShare: (() => void) | null = null;
  private over = false;
  /** When the end was seen (ms, as frames have it). */
  private overAt = 0;

  constructor(context: MatchServices, options: MatchScreenOptions) {
    this.context = context;
    this.options = options;
    this.art = createMatchArt(context.layout);
    this.open();
  }

  /** Whether the match's end has been seen. */
  get isOver(): boolean {
    return this.over;
  }

  /** Another language: everything with a text is made anew. */
  relabel(): void {
    if (this.ended) return this.showResult(this.ended);
    const opening = this.versus !== null;
    this.showVersus();
    if (opening) return;
    this.versus?.element.remove();
    this.versus = null;
  }

  stop(): void {
    clearTimeout(this.resultTimer);
    this.closeShare?.();
    this.art.clear();
    this.context.screen.show(null);
  }

  private followPhase(frame: ViewFrame): void {
    this.label?.classList.toggle("away", frame.phase === "rally");
    const over = frame.phase === "finished";
    if (over && !this.over) {
      this.overAt = frame.now;
      if (frame.opponent.bot !== "") void noteResult(frame);
      const delay = frame.outcome?.reason === "score" ? RESULT_DELAY : 0;
      this.resultTimer = window.setTimeout(() => this.showResult(frame), delay);
    }
    if (!over && this.over) this.open();
    this.over = over;
    if (this.versus && !over && !isOpening(frame)) this.closeVersus();
  }

  private followResult(frame: ViewFrame): void {
    const { memory, view } = this;
    this.ownResult?.update(frame, memory.now);
    this.result?.update(frame, this.options.match.closed() !== null);
    view?.update(memory.now, nameOf(frame.opponent));
    if (memory.now === this.told || !this.over || !view) return;
    if (frame.now - this.overAt < MEMORY_SPOKEN_AFTER) return;
    this.told = memory.now;
    const words = spokenMemory(memory.now);
    if (words !== "") this.context.screen.say(words);
  }

  /** The names, before the first serve. */
  private open(): void {
    clearTimeout(this.resultTimer);
    this.result = null;
    this.ownResult = null;
    this.view = null;
    this.told = null;
    this.longest.clear();
    this.closeShare?.();
    this.art.clear();
    this.ended = null;
    this.showVersus();
  }

  private showVersus(): void {
    const { names, pointsToWin, face, hints } = this.options;
    const parts = { face: face?.(), hints: hints?.() };
    this.versus = createVersus(names.own, names.opponent, pointsToWin, parts);
    this.label = this.options.label?.();
    const screen = h("div", {}, this.versus.element, this.label);
    this.context.screen.show(screen, { overCourt: true });
    if (this.options.match.link.side !== null && !hints) showThumb(screen);
  }

  private closeVersus(): void {
    const { element } = this.versus as Versus;
    this.versus = null;
    element.classList.add("gone");
    setTimeout(() => element.remove(), NAMES_GO);
  }

  private showResult(frame: ViewFrame): void {
    const { match, rematchLabel, ways, go } = this.options;
    const { hits } = this.longest.rally;
    this.ended = frame;
    this.ownResult = this.options.result?.(frame) ?? null;
    if (this.ownResult) return this.context.screen.show(this.ownResult.element);
    this.view = go ? createMemoryView(go) : null;
    this.result = createResult({
      frame,
      longestRally: hits,
      onShare: hits > 0 ? () => void this.share(frame) : null,
      rematchLabel: rematchLabel(),
      ways: ways(),
      onRematch: () => match.link.rematch(),
      art: this.art.paint(),
      memory: this.view,
    });
    this.context.screen.show(this.result.element);
  }

  private async share(frame: ViewFrame): Promise<void> {
    const opener = document.activeElement;
    const { openSharePanel } = await loadSharePanel();
    // Meanwhile there may be a rematch.
    if (this.ended !== frame || this.closeShare) return;
    this.closeShare = openSharePanel({
      frame,
      rally: this.longest.rally,
      link: new URL(addressOf({ page: "home" }), location.href).href,
      onClosed: () => {
        this.closeShare = null;
        if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
      },
    });
  }
}

/** A bot that was beaten opens the next. */
async function noteResult(frame: ViewFrame): Promise<void> {
  const progress = await loadProgress().catch(() => null);
  progress?.noteResult(frame);
}
