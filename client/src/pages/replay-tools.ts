/** What can be done with a replay besides watching it, in a panel: its highlights, keeping it, deleting it, its keys. */
import { TICK_RATE } from "@quickpong/shared/court.ts";
import { REPLAYS_KEPT_MOST, type ReplayInfo } from "@quickpong/shared/protocol/replays.ts";
import type { AppContext } from "../app-context.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import type { Highlight } from "../replay/highlights.ts";
import { deleteReplay, keepReplay } from "../session/replays-api.ts";
import { openPanel } from "../ui/panel.ts";
import { dateText, paceText } from "../ui/player-format.ts";
import { openQuestion } from "../ui/question.ts";
import { replayText } from "../ui/replay-texts.ts";
import { clockOf } from "../ui/replay-timeline.ts";
import { currentLanguage, text } from "../ui/texts.ts";
import { openExport } from "./replay-export.ts";
import type { ReplayViewer } from "./replay-viewer.ts";

export class ReplayTools {
  private readonly app: AppContext;
  private readonly info: ReplayInfo;
  private readonly viewer: ReplayViewer;
  private readonly names: readonly [string, string];
  private readonly onDeleted: () => void;
  private starred: boolean;
  private close: (() => void) | null = null;
  private here = true;

  constructor(
    app: AppContext,
    info: ReplayInfo,
    viewer: ReplayViewer,
    names: readonly [string, string],
    onDeleted: () => void,
  ) {
    this.app = app;
    this.info = info;
    this.viewer = viewer;
    this.names = names;
    this.onDeleted = onDeleted;
    this.starred = info.starred;
  }

  get isOpen(): boolean {
    return this.close !== null;
  }

  /** Opens the panel; going back closes it and nothing else. */
  open(): void {
    if (this.close) return this.close();
    this.hold(
      openPanel({
        kind: "replay-tools",
        title: () => replayText("title"),
        content: () => [
          ...[this.highlights(), this.making(), this.keeping(), this.deleting()],
          keysGroup(),
        ],
        onClosed: () => this.letGo(),
      }),
    );
  }

  stop(): void {
    this.here = false;
    this.close?.();
  }

  private hold(close: () => void): void {
    this.close = close;
    this.app.setLeaveGuard(() => {
      close();
      return true;
    });
  }

  private letGo(): void {
    const { close } = this;
    // Escape, which closes it, is still under way.
    setTimeout(() => {
      if (this.close === close) this.close = null;
    });
    this.app.setLeaveGuard(null);
  }

  private highlights(): HTMLElement {
    const { highlights } = this.viewer;
    const rows = highlights.map((each, i) => this.highlightRow(each, i === 0));
    return h(
      "fieldset",
      { class: "group highlights" },
      h("legend", {}, replayText("highlights")),
      ...(rows.length > 0 ? rows : [h("p", { class: "soft" }, replayText("noHighlights"))]),
    );
  }

  private highlightRow(highlight: Highlight, first: boolean): HTMLElement {
    const { viewer, names } = this;
    const go = () => {
      this.close?.();
      viewer.repeat(highlight);
    };
    const time = clockOf((highlight.from - viewer.head.from) / TICK_RATE);
    return h(
      "button",
      { class: "highlight", type: "button", onclick: go, "data-focus": first },
      h("span", {}, wordsOf(highlight, names)),
      h("span", { class: "soft", translate: "no" }, time),
    );
  }

  private making(): HTMLElement {
    const open = () => {
      this.close?.();
      void this.openExport();
    };
    const look = { class: "small", type: "button", onclick: open };
    return h("div", { class: "group" }, h("button", look, replayText("makeFile")));
  }

  private async openExport(): Promise<void> {
    const { viewer } = this;
    try {
      const close = await openExport(viewer, () => this.letGo());
      if (this.here) this.hold(close);
      else close();
    } catch {
      viewer.flash(replayText("wentWrong"));
    }
  }

  private keeping(): HTMLElement | null {
    const { info } = this;
    if (!info.mayStar) return null;
    const box = h("input", { type: "checkbox", checked: this.starred });
    const hint = h("p", { class: "soft", role: "status" }, this.keepingHint());
    box.addEventListener("change", async () => {
      const outcome = await keepReplay(info.id, box.checked);
      if (outcome === "done") this.starred = box.checked;
      box.checked = this.starred;
      const words = {
        done: this.keepingHint(),
        full: replayText("keptMost", { n: REPLAYS_KEPT_MOST }),
        failed: replayText("wentWrong"),
      };
      setText(hint, words[outcome]);
    });
    const row = h("label", { class: "setting" }, h("span", {}, replayText("keep")), box);
    return h("div", { class: "group" }, row, hint);
  }

  private keepingHint(): string {
    const { keptUntil } = this.info;
    if (this.starred || keptUntil === null) return this.starred ? replayText("kept") : "";
    return replayText("keepHint", { date: dateText(keptUntil, currentLanguage()) });
  }

  private deleting(): HTMLElement | null {
    if (!this.info.mayDelete) return null;
    const news = h("p", { class: "soft", role: "status", hidden: true }, replayText("wentWrong"));
    const ask = () => this.askToDelete(() => setAttribute(news, "hidden", false));
    const look = { class: "small", type: "button", onclick: ask };
    return h("div", { class: "group" }, h("button", look, replayText("delete")), news);
  }

  private askToDelete(onFailed: () => void): void {
    const answered = async () => {
      if (await deleteReplay(this.info.id)) {
        this.close?.();
        this.onDeleted();
      } else onFailed();
    };
    openQuestion({
      title: () => replayText("deleteTitle"),
      message: () => replayText("deleteText"),
      no: () => text("cancel"),
      yes: () => replayText("delete"),
      onYes: () => void answered(),
      onClosed: () => undefined,
    });
  }
}

const keysGroup = (): HTMLElement =>
  h(
    "fieldset",
    { class: "group keys-of-replay" },
    h("legend", {}, replayText("keys")),
    h("p", { class: "soft" }, replayText("keysText")),
  );

function wordsOf({ kind, value, side }: Highlight, names: readonly [string, string]): string {
  const name = names[side ?? 0];
  switch (kind) {
    case "rally":
      return text("longestRally", { n: value });
    case "speed":
      return replayText("highlightSpeed", { n: paceText(value, currentLanguage()) });
    case "save":
      return replayText("highlightSave", { name });
    case "matchPoint":
      return replayText("highlightMatchPoint", { name });
  }
}
