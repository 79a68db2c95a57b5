/** The daily: everybody's course of today, three tries at it, and who did best. */
import type { DailyAnswer } from "@quickpong/shared/protocol/daily.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { AppContext, Page } from "../app-context.ts";
import { asDaily } from "../match/daily-match.ts";
import type { MatchScreenOptions, OwnResult } from "../match/match-screen-options.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import { addressOf } from "../routing/routes.ts";
import { openLobbySession } from "../session/lobby-session.ts";
import { fetchDaily } from "../session/players-api.ts";
import { storedSeat } from "../session/seat-storage.ts";
import { createDailyResult } from "../ui/daily-result.ts";
import { createDailySheet, type DailySheet } from "../ui/daily-sheet.ts";
import type { Memory } from "../ui/match-memory-view.ts";
import { createLoading } from "../ui/notice.ts";
import { playerText } from "../ui/player-texts.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { askFor } from "./asking.ts";
import { OnlineFlow } from "./online-flow.ts";
import { sheetHead } from "./sheet-head.ts";

/** How often the time that is left is written (ms). */
const CLOCK_EVERY = 10_000;
/** So long after midnight the next course is asked for (ms): clocks differ a little. */
const AFTER_MIDNIGHT = 500;

export const dailyPage: Page = (app) => {
  const page = new DailyPage(app);
  void page.come();
  return () => page.stop();
};

class DailyPage {
  private readonly app: AppContext;
  private readonly flow: OnlineFlow;
  private readonly link = new URL(addressOf({ page: "daily" }), location.href).href;
  private readonly forgetLanguage: () => void;
  private answer: DailyAnswer | null = null;
  /** When the next day begins (ms, as Date.now). */
  private midnight = 0;
  /** Null while a try is on. */
  private sheet: DailySheet | null = null;
  private news = "";
  private here = true;
  private timer = 0;

  constructor(app: AppContext) {
    this.app = app;
    this.flow = new OnlineFlow(app, {
      opponentMissing: () => void this.showTable(""),
      ways: () => [],
      present: (options) => this.present(options),
      cutShort: (code) => this.cutShort(code),
    });
    this.forgetLanguage = onLanguage(() => this.sheet && this.show());
    // A device that slept past midnight.
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  /** Goes on with a try that a refresh has broken off, if there is one. */
  async come(): Promise<void> {
    const seat = storedSeat();
    if (seat && (await this.flow.resume(seat))) return;
    if (this.here) await this.showTable("");
  }

  stop(): void {
    this.here = false;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.forgetLanguage();
    this.flow.stop();
  }

  private readonly onVisibility = () => {
    if (!document.hidden) this.tick();
  };

  /** Ends what is on, and shows how the day stands; `news` is said first. */
  private async showTable(news: string): Promise<void> {
    const current = this.flow.begin();
    this.news = news;
    const again = () => void this.showTable(news);
    const wanted = () => this.here && current();
    const answer = await askFor(this.app, fetchDaily(), wanted, again);
    if (!answer) return;
    this.take(answer);
    this.show();
  }

  private take(answer: DailyAnswer): void {
    this.answer = answer;
    this.midnight = Date.now() + answer.endsIn;
  }

  private show(): void {
    const { app, answer, news, link } = this;
    if (!answer) return;
    const onStart = () => this.start();
    const head = sheetHead(app);
    this.sheet = createDailySheet({ answer, news, link, head, go: app.go, onStart });
    app.title.set(text("daily"));
    app.screen.show(this.sheet.element);
    this.tick();
  }

  /** Writes the time that is left; after midnight there is another course. */
  private tick(): void {
    clearTimeout(this.timer);
    if (!this.sheet) return;
    const left = this.midnight - Date.now();
    if (left < -AFTER_MIDNIGHT) return void this.showTable("");
    this.sheet.setTimeLeft(left);
    const wait = Math.min(CLOCK_EVERY, Math.max(0, left) + 2 * AFTER_MIDNIGHT);
    this.timer = window.setTimeout(() => this.tick(), wait);
  }

  /** A try. The match begins as soon as the court is there. */
  private start(): void {
    const { app, flow } = this;
    this.sheet = null;
    const current = flow.begin();
    const home = { label: text("home"), go: () => app.go({ page: "home" }) };
    app.title.set("");
    void flow
      .load(() => this.start())
      .then((loaded) => {
        if (!loaded || !current()) return;
        app.screen.show(createLoading(text("connecting"), home));
        this.enter();
      });
  }

  private enter(): void {
    const { app, flow } = this;
    flow.lobby = openLobbySession(
      { name: app.settings.now.name, daily: true },
      {
        status() {},
        lost() {},
        found: (offer) => void flow.accept(offer),
        closed(code) {
          flow.lobby = null;
          flow.showError(code, false);
        },
      },
    );
  }

  /** The seat is lost, or was none: what has become of the try is in the table. */
  private cutShort(code: number): void {
    const noTries = code === CloseReason.noTries;
    void this.showTable(noTries ? playerText("noTriesLeft") : playerText("dailyBroken"));
  }

  private present(options: MatchScreenOptions): MatchScreenOptions {
    const { match } = options;
    const goal = playerText("dailyGoal");
    return {
      ...options,
      match: match.kind === "online" ? asDaily(match) : match,
      pointsToWin: 0,
      rematchLabel: () => null,
      label: () => h("div", { class: "label" }, goal),
      result: (frame) => this.resultOf(frame),
      onLeave: () => void this.showTable(""),
    };
  }

  private resultOf({ rally: hits }: ViewFrame): OwnResult {
    const view = createDailyResult({
      link: this.link,
      onAgain: () => this.start(),
      onTable: () => void this.showTable(""),
    });
    const day = this.answer?.day ?? Math.floor(Date.now() / 86_400_000);
    let told: Memory | null = null;
    let answer: DailyAnswer | null = null;
    const ask = async () => {
      const said = await fetchDaily();
      if (!said.ok) return;
      this.take(said.value);
      answer = said.value;
      told = null;
    };
    let asked = false;
    return {
      element: view.element,
      update: ({ saved }, memory) => {
        if (memory === told) return;
        told = memory;
        const notice = saved?.daily ?? null;
        if (memory.kind === "saved" && !asked) {
          asked = true;
          void ask();
        }
        view.update({ hits, day, notice, memory: memory.kind, answer });
      },
    };
  }
}
