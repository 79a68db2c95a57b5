/** A recorded match, by its address: fetched, played through once, and then shown from any moment on. */
import type { ReplayInfo } from "@quickpong/shared/protocol/replays.ts";
import type { AppContext, Page } from "../app-context.ts";
import { h } from "../platform/dom.ts";
import { renewPage } from "../platform/reload.ts";
import { bestOf } from "../replay/highlights.ts";
import { momentOf, readMoment, writeMoment } from "../replay/moment-link.ts";
import { type ReadReplay, readReplay } from "../replay/read-replay.ts";
import { addressOf, type Route } from "../routing/routes.ts";
import type { Refusal } from "../session/players-api.ts";
import { type FetchedReplay, fetchReplay } from "../session/replays-api.ts";
import { shareIcon } from "../ui/icons.ts";
import { nameOf } from "../ui/names.ts";
import { createLoading, createNotice, type Way } from "../ui/notice.ts";
import { replayText } from "../ui/replay-texts.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { loadCourt, partsOf } from "./court-loading.ts";
import { ReplayTools } from "./replay-tools.ts";
import { ReplayViewer } from "./replay-viewer.ts";
import { shareLink } from "./share-link.ts";

type ReplayRoute = Extract<Route, { page: "replay" | "embed" }>;

/** What comes within this time (ms) is not announced. */
const AT_ONCE = 150;
const TICKS = 60;
/** Seconds of the best moment are not in the address: it is found when the recording is there. */
const BEST = "best";

/** `whole`: with tools and as whoever this browser is; else as it stands in somebody's page. */
export const replayPage =
  (route: ReplayRoute, whole: boolean): Page =>
  (app) => {
    const page = new ReplayPage(app, route, whole);
    void page.come();
    return () => page.stop();
  };

class ReplayPage {
  private readonly app: AppContext;
  private readonly route: ReplayRoute;
  private readonly whole: boolean;
  private here = true;
  private viewer: ReplayViewer | null = null;
  private tools: ReplayTools | null = null;
  private readonly off = new AbortController();
  private forget = (): void => {};

  constructor(app: AppContext, route: ReplayRoute, whole: boolean) {
    this.app = app;
    this.route = route;
    this.whole = whole;
  }

  async come(): Promise<void> {
    const { app, route } = this;
    const wanted = () => this.here;
    const again = () => void this.come();
    app.title.set(replayText("title"));
    const asked = fetchReplay(route.id, this.whole);
    const showing = setTimeout(() => {
      if (this.here) app.screen.show(createLoading(undefined, this.home));
    }, AT_ONCE);
    const answer = await asked;
    clearTimeout(showing);
    if (!this.here) return;
    if (!answer.ok) return this.refuse(answer.why);
    const read = await readReplay(answer.value.bytes);
    if (!this.here) return;
    if (read === "newer") return this.say("newerTitle", "newer", this.reload);
    if (read === "broken") return this.say("brokenTitle", "broken");
    if (!(await loadCourt(app, partsOf.replay(app), wanted, again))) return;
    this.show(answer.value, read);
    this.forget = onLanguage(() => this.relabel(answer.value, read));
  }

  private show({ info }: FetchedReplay, read: ReadReplay): void {
    const { app, whole } = this;
    const names = namesOf(info);
    app.title.set(`${names[0]} ${info.score[0]} : ${info.score[1]} ${names[1]}`);
    const viewer = new ReplayViewer(app, {
      record: read.record,
      players: playersOf(info),
      names,
      tools: whole,
      link: whole ? null : this.linkToWhole(),
      onLeave: () => this.leave(),
      onShare: () => void this.share(),
      onMore: () => this.tools?.open(),
    });
    this.viewer = viewer;
    viewer.start();
    if (!read.exact) viewer.warn(replayText("differs"));
    else if (info.verified === false) viewer.warn(replayText("unverified"));
    if (whole) this.tools = new ReplayTools(app, info, viewer, names, () => this.gone());
    this.listenToEscape();
    this.begin(viewer);
  }

  /** Where the address says. */
  private begin(viewer: ReplayViewer): void {
    const { head, highlights } = viewer;
    const best = this.route.moment === BEST ? bestOf(highlights) : null;
    if (best) return viewer.repeat(best);
    const moment = readMoment(this.route.moment);
    if (moment) {
      const from = head.from + moment.from * TICKS;
      if (moment.to !== null) return viewer.repeat({ from, to: head.from + moment.to * TICKS });
      viewer.seek(from);
    }
    // In somebody's page it waits until it is asked to.
    if (this.whole) viewer.play();
  }

  /** Another language: everything with a text is made anew, and goes on where it was. */
  private relabel(fetched: FetchedReplay, read: ReadReplay): void {
    const before = this.viewer;
    if (!before) return;
    before.stop();
    this.show(fetched, read);
    const now = this.viewer;
    now?.head.takeOver(before.head);
    if (now) now.view = before.view;
  }

  private listenToEscape(): void {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || this.tools?.isOpen) return;
      this.leave();
    };
    if (this.whole) window.addEventListener("keydown", onKey, { signal: this.off.signal });
  }

  private leave(): void {
    const { at } = (history.state ?? {}) as { at?: number };
    if (at && this.whole) history.back();
    else this.app.go({ page: "home" });
  }

  private async share(): Promise<void> {
    const { viewer, app } = this;
    if (!viewer) return;
    const { head } = viewer;
    const moment = head.range
      ? momentOf(head.range, head.from)
      : { from: (head.t - head.from) / TICKS, to: null };
    const route: Route = { page: "replay", id: this.route.id, moment: writeMoment(moment) };
    const { href } = new URL(addressOf(route), location.href);
    const outcome = await shareLink(href, document.title);
    if (outcome === "copied") {
      viewer.flash(text("copied"));
      app.screen.say(text("copied"));
    }
  }

  private linkToWhole(): HTMLElement {
    const route: Route = { page: "replay", id: this.route.id, moment: this.route.moment };
    const attributes = {
      class: "small",
      href: addressOf(route),
      target: "_blank",
      rel: "noopener",
    };
    return h("a", attributes, shareIcon(), h("span", {}, replayText("openFull")));
  }

  private refuse(why: Refusal): void {
    if (why === "unknown") this.say("unknownTitle", "unknown");
    else if (why === "failing") this.say("offTitle", "off", this.again);
    else this.notice(text("unreachableTitle"), text("unreachable"), this.again);
  }

  private gone(): void {
    this.viewer?.stop();
    this.viewer = null;
    this.notice(replayText("deleted"), "", null, "empty");
  }

  private say(title: SaidKey, message: SaidKey, way: Way | null = null): void {
    const mark = title === "unknownTitle" ? "empty" : "cut";
    this.notice(replayText(title), replayText(message), way, mark);
  }

  private notice(title: string, message: string, way: Way | null, mark?: "empty" | "cut"): void {
    const play = { label: text("play"), go: () => this.app.go({ page: "play" }) };
    const ways = this.whole ? [...(way ? [way] : []), play, this.home] : way ? [way] : [];
    this.app.screen.show(createNotice(title, message, ways, mark));
  }

  private get again(): Way {
    return { label: text("tryAgain"), go: () => void this.come() };
  }
  private get reload(): Way {
    return { label: text("reload"), go: renewPage };
  }
  private get home(): Way {
    return { label: text("home"), go: () => this.app.go({ page: "home" }) };
  }

  stop(): void {
    this.here = false;
    this.off.abort();
    this.forget();
    this.tools?.stop();
    this.viewer?.stop();
    this.app.screen.show(null);
  }
}

type SaidKey = Parameters<typeof replayText>[0];

const namesOf = ({ players: [left, right] }: ReplayInfo): [string, string] => [
  nameOf(left) || replayText("somebody"),
  nameOf(right) || replayText("somebody"),
];

const playersOf = (info: ReplayInfo) => {
  const [left, right] = info.players;
  const names = namesOf(info);
  return [
    { name: names[0], bot: left.bot, rtt: left.rtt },
    { name: names[1], bot: right.bot, rtt: right.rtt },
  ] as const;
};
