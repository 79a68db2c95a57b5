/**
 * One player's (or watcher's) end of a match: takes what the link brings, sends the player's
 * inputs, and says for every frame where things are drawn. No DOM, no Phaser, no timers: the caller brings
 * the time. The browser, the bots and the tests all run this.
 */
import type { Observation } from "@quickpong/shared/bot.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";
import type { ClockStep } from "./ball-time.ts";
import { buildViewFrame } from "./build-view-frame.ts";
import { ClockSync } from "./clock-sync.ts";
import { Clocks } from "./clocks.ts";
import { EventDetector } from "./event-detector.ts";
import { ghostOf } from "./ghost.ts";
import { InputSender } from "./input-sender.ts";
import type { MatchLink } from "./links/match-link.ts";
import { isInterrupted } from "./match-status.ts";
import type { NetMode } from "./modes.ts";
import { Presentation } from "./presentation.ts";
import { PublicationReader } from "./publication-reader.ts";
import { SavedWord } from "./saved-word.ts";
import type { NetReport } from "./stats.ts";
import type { ViewFrame } from "./view-frame.ts";

export interface NetplayOptions {
  link: MatchLink;
  /** How to draw; the game's own way when left out. */
  mode?: NetMode;
  /** Clocks to go by; the benchmark brings ones that lie. */
  clocks?: Clocks;
}

export class Netplay {
  readonly clocks: Clocks;
  /** Draw the server's own present beside what this player sees. */
  showGhost = false;
  private readonly link: MatchLink;
  private readonly presentation: Presentation;
  private readonly events: EventDetector;
  private readonly inputSender = new InputSender();
  private readonly sync: ClockSync;
  private readonly reader = new PublicationReader();
  /** The next patch is all there is, not a change. */
  private fresh = true;
  private state: PublishedState | null = null;
  private readonly saved = new SavedWord();
  private connected = true;
  /** The server was away a moment ago. */
  private interrupted = false;
  private closedCode: number | null = null;
  constructor({ link, mode = "quickpong", clocks = new Clocks() }: NetplayOptions) {
    this.clocks = clocks;
    this.link = link;
    this.presentation = new Presentation(link.side, mode);
    this.events = new EventDetector(this.presentation.eye);
    this.sync = new ClockSync(clocks, link.side, this.inputSender, this.stats);
    link.listen({
      patch: (state, at) => this.onPatch(state, at),
      pong: (pong, at) => this.sync.takePong(pong, at),
      emote: (side, emote) => this.events.emote(side, emote),
      saved: (notice) => this.saved.take(notice),
      dropped: () => {
        this.connected = false;
      },
      restored: () => this.onRestored(),
      closed: (code) => {
        this.connected = false;
        this.closedCode = code;
      },
    });
  }

  /** What the player wants: a target y (u), or null to stop. Takes effect with the next frame. */
  steer(target: number | null): void {
    this.inputSender.wanted = target;
  }

  /** Draws in another way from the next frame on. */
  setMode(mode: NetMode): void {
    this.presentation.mode = mode;
  }

  /** The link has become another one: its round trips are measured anew, and the clocks may jump. */
  remeasure(): void {
    this.sync.reset();
  }

  /** The close code once the link is closed for good, else null. */
  get closed(): number | null {
    return this.closedCode;
  }

  /** Whether the match's clocks are known, so that there is something to see. */
  get ready(): boolean {
    return this.state !== null && this.clocks.ready;
  }

  /** Median round trip (ms), 0 when not known. */
  get rtt(): number {
    return this.sync.pinger.rtt;
  }

  /** Local time of the last frame (ms); NaN before the first. */
  get lastFrameAt(): number {
    return this.sync.lastFrameAt;
  }

  /** Where the own paddle is drawn (u). */
  get ownY(): number {
    return this.presentation.ownY;
  }

  /** Contacts as drawn against what was ruled, and what had to be put right. */
  get contacts() {
    return this.presentation.contacts;
  }
  get stats() {
    return this.presentation.stats;
  }

  /** What a player who watches this screen sees at local time `now` (ms): the bots' eyes. */
  observe(now: number): Observation {
    return this.presentation.observe(now);
  }

  /** The figures of this end of the match so far. */
  report(): NetReport {
    return {
      ...this.stats.figures,
      ...this.sync.figures,
      contacts: { ...this.contacts.counts },
      traffic: { ...this.link.traffic },
      serverLate: this.state?.lateness ?? 0,
    };
  }

  /** Moves everything on to the local time `now` (ms) and says what to draw; null until ready. */
  frame(now: number): ViewFrame | null {
    const lastD = this.presentation.D;
    if (!this.advance(now) || !this.state) return null;
    return this.draw(now, this.state, Number.isNaN(lastD) ? this.sync.R : lastD);
  }

  /** Moves everything on as `frame` does, where nobody looks at the picture; false until ready. */
  advance(now: number): boolean {
    const ping = this.connected ? this.sync.pinger.next(now) : null;
    if (ping !== null) this.link.play({ kind: "ping", id: ping, rtt: this.sync.pinger.rtt });
    const step = this.moveClocks(now);
    if (!this.state || !step) return false;
    this.presentation.move(step);
    this.sendInputIfDue(now);
    return true;
  }

  private moveClocks(now: number): ClockStep | null {
    const dt = this.sync.advance(now);
    if (!this.clocks.ready) return null;
    if (this.sync.mustStartOver) this.startOver();
    return this.sync.step(dt);
  }

  /** P was put back so far that the server has refused what was said with it. */
  private startOver(): void {
    this.sync.startOver();
    this.events.gap();
    this.presentation.startOver();
    this.inputSender.reset();
  }

  private sendInputIfDue(now: number): void {
    const { side } = this.link;
    if (side === null || !this.connected) return;
    const { own, newest } = this.presentation.timeline;
    const message = this.inputSender.sendIfDue(now, this.sync.P, side, own, newest);
    if (message) this.link.play(message);
  }

  private draw(now: number, state: PublishedState, lastD: number): ViewFrame {
    const { presentation, events, clocks } = this;
    const flights = presentation.flights();
    return buildViewFrame({
      now,
      state,
      saved: this.saved.now,
      eye: presentation.eye,
      watching: this.link.side === null,
      ball: presentation.ball,
      D: presentation.D,
      serverTick: clocks.server,
      ownY: presentation.ownY,
      opponentY: presentation.opponentY,
      rules: presentation.timeline.rules,
      ownLength: presentation.ownLength,
      opponentLength: presentation.opponentLength,
      connected: this.connected,
      rtt: this.sync.pinger.rtt,
      margin: clocks.margins.p,
      // Behind a closed link nothing more comes that the picture would have to wait for.
      pendingGoal: this.closedCode === null && events.pendingGoal(state, flights, presentation.D),
      events: events.find(state, flights, lastD, presentation.D),
      ghost: this.showGhost ? ghostOf(presentation, clocks.server) : null,
    });
  }

  private onPatch(state: PublishedState, now: number): void {
    this.sync.pinger.heard(now);
    this.state = state;
    this.saved.follow(state);
    const news = this.reader.read(state);
    const { fresh } = this;
    this.fresh = false;
    this.presentation.change(() => {
      if (state.rules) this.presentation.timeline.setRules(state.rules);
      this.presentation.timeline.take(news, fresh);
    });
    if (!fresh) this.sync.takeNews(news, this.presentation.eye, now);
    const interrupted = isInterrupted(state);
    if (interrupted && !this.interrupted && !fresh) this.onInterrupted();
    this.interrupted = interrupted;
  }

  /** What was said while the server was away had to wait there, and tells nothing of the line. */
  private onInterrupted(): void {
    this.inputSender.reset();
    this.remeasure();
    this.events.gap();
    this.presentation.reset();
  }

  /** The full state is on its way; until then the last picture stands. */
  private onRestored(): void {
    this.connected = true;
    this.fresh = true;
    this.reader.restart();
    this.inputSender.reset();
    this.sync.reset();
    this.events.gap();
    this.presentation.reset();
  }
}
