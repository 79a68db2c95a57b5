/** A recorded match on the court, with its controls: whatever moves it comes together here. */
import { LEFT, RIGHT, TICK_RATE } from "@quickpong/shared/court.ts";
import type { AppContext } from "../app-context.ts";
import { tonesOf } from "../audio/match-sounds.ts";
import { someKeys } from "../input/devices.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import { highlightsOf } from "../replay/highlights.ts";
import type { MatchRecord } from "../replay/match-record.ts";
import { Playhead, type Range } from "../replay/playhead.ts";
import { lastPoint, nextPoint, rallyAround } from "../replay/points.ts";
import { type Rally, ralliesOf } from "../replay/rallies.ts";
import { inputAt } from "../replay/record-at.ts";
import { ReplayPicture, type ReplayView, viewsOf } from "../replay/replay-picture.ts";
import { createAnnouncer } from "../ui/announcements.ts";
import { createHud, type Hud } from "../ui/hud.ts";
import {
  createReplayBar,
  type ReplayBar,
  type ReplayCommand,
  speedText,
  viewName,
} from "../ui/replay-bar.ts";
import { createHands } from "../ui/replay-hands.ts";
import { replayText } from "../ui/replay-texts.ts";
import { createTimeline, type Timeline } from "../ui/replay-timeline.ts";
import { listenToReplayKeys } from "./replay-keys.ts";

export interface ViewerOptions {
  record: MatchRecord;
  players: ConstructorParameters<typeof ReplayPicture>[1];
  /** As they are shown. */
  names: readonly [left: string, right: string];
  tools: boolean;
  link: HTMLElement | null;
  onLeave: () => void;
  onShare: () => void;
  onMore: () => void;
}

/** No devices at all: nobody steers. */
const NOBODY = someKeys(() => []);
/** Keys go by so much (ticks). */
const FAR = 5 * TICK_RATE;
/** A page that was not drawn for longer (ms) goes on where it was. */
const LONGEST_FRAME = 250;
/** The bar has so much air above it (CSS px). */
const AIR = 10;

export class ReplayViewer {
  readonly head: Playhead;
  readonly rallies: Rally[];
  readonly highlights;
  view: ReplayView = "truth";
  private readonly app: AppContext;
  readonly options: ViewerOptions;
  private readonly picture: ReplayPicture;
  private readonly timeline: Timeline;
  private readonly bar: ReplayBar;
  private readonly hands;
  private readonly hud: Hud;
  private readonly announce = createAnnouncer();
  private readonly endings: (() => void)[] = [];
  private jumped = true;
  private lastTime = 0;

  constructor(app: AppContext, options: ViewerOptions) {
    const { record, players, names, tools, link } = options;
    this.app = app;
    this.options = options;
    this.head = new Playhead(record.from, record.to);
    this.rallies = ralliesOf(record);
    this.highlights = highlightsOf(record, this.rallies);
    this.picture = new ReplayPicture(record, players);
    const { from, to } = record;
    const { rallies, highlights } = this;
    this.timeline = createTimeline({ from, to, rallies, highlights, onSeek: (t) => this.seek(t) });
    const views = viewsOf(players);
    this.bar = createReplayBar({
      ...{ timeline: this.timeline, names, views, tools, link },
      on: (command) => this.on(command),
      onSpeed: (speed) => this.setSpeed(speed),
      onView: (view) => this.setView(view),
    });
    this.hands = createHands(record.rules);
    this.hud = createHud({
      ...{ emotes: null, soundButton: app.soundButton, onAllowSpectators: undefined },
      ...{ onLeave: options.onLeave, onClaim: () => undefined },
    });
  }

  /** Shows it; it stands until it is told to play. */
  start(): void {
    const { app, bar, hands, hud, endings } = this;
    const root = document.documentElement;
    root.dataset["replay"] = this.options.tools ? "whole" : "embed";
    app.hud.replaceChildren(hud.element);
    const screen = h("div", { class: "replay" }, hands.element, bar.element);
    app.screen.show(screen, { overCourt: true });
    const measure = () => app.layout.keepFree(bar.element.offsetHeight + AIR);
    const resized = new ResizeObserver(measure);
    resized.observe(bar.element);
    measure();
    const views = { frame: (now: number) => this.frame(now), steer: () => undefined };
    app.runner.play(views, (frame) => frame && this.follow(frame), { devices: [NOBODY, NOBODY] });
    endings.push(
      listenToReplayKeys((command) => this.on(command), this.options.tools),
      () => resized.disconnect(),
      () => app.layout.keepFree(0),
      () => app.runner.clear(),
      () => app.hud.replaceChildren(),
      () => root.toggleAttribute("data-replay", false),
    );
  }

  stop(): void {
    for (const end of this.endings.splice(0)) end();
    this.app.screen.show(null);
  }

  warn(words: string): void {
    this.bar.warn(words);
  }

  /** Says something for a moment, beside the controls. */
  flash(words: string): void {
    this.bar.flash(words);
  }

  play(): void {
    if (!this.head.playing) this.head.toggle();
  }

  seek(t: number): void {
    this.head.seek(t);
    this.jumped = true;
  }

  /** Plays a part over and over. */
  repeat(range: Range): void {
    const { from, to } = this.head;
    this.head.range = { from: Math.max(from, range.from), to: Math.min(to, range.to) };
    this.seek(this.head.range.from);
    this.play();
  }

  setView(view: ReplayView): void {
    this.view = view;
    const { names } = this.options;
    const hint = view === "both" ? replayText("viewBothHint", { name: names[RIGHT] }) : "";
    this.bar.flash(hint);
    this.app.screen.say([viewName(view, names), hint].filter(Boolean).join(". "));
  }

  private setSpeed(speed: number): void {
    this.head.speed = speed;
    this.app.screen.say(speedText(this.head.speed));
  }

  /** What a button or a key asks for. */
  private on(command: ReplayCommand): void {
    const { head, options } = this;
    switch (command) {
      case "toggle":
        head.toggle();
        return this.app.screen.say(replayText(head.playing ? "play" : "pause"));
      case "frameBack":
      case "frameOn":
        head.stepFrame(command === "frameOn" ? 1 : -1);
        this.jumped ||= command === "frameBack";
        return;
      case "back":
      case "on":
        return this.seek(head.t + (command === "on" ? FAR : -FAR));
      case "first":
      case "last":
        return this.seek(command === "first" ? head.from : head.to);
      case "pointBack":
      case "pointOn":
        return this.seek((command === "pointOn" ? nextPoint : lastPoint)(this.rallies, head));
      case "share":
        return options.onShare();
      case "more":
        return options.onMore();
      default:
        return this.onWay(command);
    }
  }

  /** How it is played. */
  private onWay(command: "backwards" | "loop" | "slower" | "faster" | "nextView"): void {
    const { head } = this;
    if (command === "backwards") {
      head.backwards = !head.backwards;
      if (head.backwards) this.play();
    } else if (command === "loop") this.toggleLoop();
    else if (command === "nextView") this.setView(this.viewAfter());
    else {
      head.faster(command === "faster" ? 1 : -1);
      this.setSpeed(head.speed);
    }
  }

  private viewAfter(): ReplayView {
    const views = viewsOf(this.options.players);
    return views[views.indexOf(this.view) + 1] ?? "truth";
  }

  private toggleLoop(): void {
    const { head, rallies } = this;
    const { t } = head;
    const around = head.range ? null : rallyAround(rallies, head);
    head.range = null;
    if (!around) return;
    this.repeat(around);
    if (t > around.from && t < around.to) this.seek(t);
  }

  private frame(now: number): ViewFrame {
    const { head } = this;
    const passed = this.lastTime === 0 ? 0 : Math.min(LONGEST_FRAME, now - this.lastTime);
    this.lastTime = now;
    if (head.pass(passed)) this.jumped = true;
    const frame = this.picture.frameAt(head.t, this.view, this.jumped);
    this.jumped = false;
    return frame;
  }

  private follow(frame: ViewFrame): void {
    const { app, head, options } = this;
    const { record } = options;
    app.probe(frame);
    if (head.playing && !head.backwards) {
      app.synth.play(...tonesOf(frame));
      const words = head.speed === 1 ? this.announce(frame) : "";
      if (words !== "") app.screen.say(words);
    }
    this.hud.update({ ...frame, now: performance.now() });
    const { own, opponent } = frame;
    this.timeline.update(head.t, head.range, `${own.score} : ${opponent.score}`);
    const wanted = [LEFT, RIGHT].map((side) => inputAt(record, side, head.t));
    this.hands.update(app.layout.fit, wanted, [own.y, opponent.y]);
    const { playing, backwards, speed } = head;
    this.bar.update({
      ...{ playing, backwards, speed, view: this.view, looping: head.range !== null },
      time: (head.t - head.from) / TICK_RATE,
      length: (head.to - head.from) / TICK_RATE,
    });
  }
}
