/** The leaderboard: this month's and of all time, all of it, around the own place, and of whom one has met. */
import { BOARDS, type BoardName, type TopAnswer } from "@quickpong/shared/protocol/top.ts";
import type { AppContext, Page } from "../app-context.ts";
import { h, setText } from "../platform/dom.ts";
import { fetchOwnPlayer, fetchTop } from "../session/players-api.ts";
import { createNotice } from "../ui/notice.ts";
import { playerText } from "../ui/player-texts.ts";
import { routeLink } from "../ui/route-link.ts";
import { segments } from "../ui/segments.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { createTopTable, newsOf, TOP_VIEWS, type TopView } from "../ui/top-table.ts";
import { askFor } from "./asking.ts";
import { sheetHead } from "./sheet-head.ts";

/** What is shown: kept for whoever goes back to it. */
interface Choice {
  board: BoardName;
  view: TopView;
}

export const topPage: Page = (app) => {
  const page = new TopPage(app);
  void page.come();
  return () => page.stop();
};

class TopPage {
  private readonly app: AppContext;
  private readonly choice: Choice;
  private readonly answers = new Map<BoardName, TopAnswer>();
  private readonly forgetLanguage: () => void;
  private hasPlayer = false;
  private here = true;
  private body = h("div");
  private news = h("p");

  constructor(app: AppContext) {
    this.app = app;
    this.choice = { board: "month", view: "all", ...(app.readNote() as Partial<Choice>) };
    this.forgetLanguage = onLanguage(() => this.answers.size > 0 && this.show());
  }

  async come(): Promise<void> {
    const { app } = this;
    const wanted = () => this.here;
    const again = () => void this.come();
    const own = await askFor(app, fetchOwnPlayer(), wanted, again);
    if (!own) return;
    if (own.memory === "off") return this.off();
    this.hasPlayer = own.player !== null;
    const answer = await askFor(app, fetchTop(this.choice.board), wanted, again);
    if (!answer) return;
    this.answers.set(answer.board, answer);
    this.show();
  }

  stop(): void {
    this.here = false;
    this.forgetLanguage();
    this.app.screen.show(null);
  }

  private off(): void {
    const { go } = this.app;
    const ways = [
      { label: text("play"), go: () => go({ page: "play" }) },
      { label: text("home"), go: () => go({ page: "home" }) },
    ];
    const words = [playerText("offTitle"), playerText("off")] as const;
    this.app.screen.show(createNotice(...words, ways, "empty"));
  }

  private show(): void {
    const { app } = this;
    this.body = h("div", { class: "board" });
    this.news = h("p", { class: "soft", role: "status" });
    app.title.set(text("top"));
    app.screen.show(
      h(
        "article",
        { class: "sheet top" },
        sheetHead(app),
        h(
          "section",
          {},
          h("h1", { tabindex: -1 }, text("top")),
          h("div", { class: "choices" }, this.boards(), this.views()),
          this.news,
          this.body,
        ),
        h(
          "section",
          {},
          h("h2", {}, playerText("topRulesTitle")),
          h("p", { class: "soft" }, playerText("topRules", { ever: playerText("topEver") })),
          h("p", {}, routeLink({ page: "daily" }, app.go, {}, text("daily"))),
        ),
      ),
    );
    this.fill();
  }

  private boards(): HTMLElement {
    const labels = [playerText("topMonth"), playerText("topEver")];
    const first = BOARDS.indexOf(this.choice.board);
    return segments("board", playerText("topWhen"), labels, first, (n) => {
      this.choice.board = BOARDS[n] ?? "month";
      this.app.keepNote({ ...this.choice });
      void this.fetch();
    });
  }

  private views(): HTMLElement {
    const labels = [playerText("topAll"), playerText("topAround"), playerText("topPlayed")];
    const first = TOP_VIEWS.indexOf(this.choice.view);
    return segments("view", playerText("topWho"), labels, first, (n) => {
      this.choice.view = TOP_VIEWS[n] ?? "all";
      this.app.keepNote({ ...this.choice });
      this.fill();
    });
  }

  /** The other board comes beside the one that is shown, which stays until then. */
  private async fetch(): Promise<void> {
    const { board } = this.choice;
    const answer = await fetchTop(board);
    if (!this.here || board !== this.choice.board) return;
    if (answer.ok) this.answers.set(board, answer.value);
    this.fill();
  }

  private fill(): void {
    const answer = this.answers.get(this.choice.board);
    setText(this.news, answer ? newsOf(answer) : playerText("wentWrong"));
    if (!answer) return this.body.replaceChildren();
    const { view } = this.choice;
    const { hasPlayer } = this;
    const options = { answer, view, hasPlayer, go: this.app.go };
    this.body.replaceChildren(createTopTable(options));
  }
}
