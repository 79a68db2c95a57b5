/** What the host of a competition can do: begin, pause, give more time, end it, and look after its entrants. */
import {
  ARENA_LONGEST,
  type CompetitionCommand,
  FEWEST,
} from "@quickpong/shared/protocol/competition.ts";
import type { TableRow } from "@quickpong/shared/protocol/competition-view.ts";
import { NAME_MAX } from "@quickpong/shared/protocol/name.ts";
import { h, setAttribute } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import { openPanel } from "../panel.ts";
import { openQuestion } from "../question.ts";
import { text } from "../texts.ts";
import { keyedRows, type Row } from "./keyed-rows.ts";
import type { Part, Shown } from "./shown.ts";

/** So much is added at once (min). */
const MORE_MINUTES = 5;

export interface HostTools extends Part {
  /** Closes what was opened. */
  stop(): void;
}

type Send = (command: CompetitionCommand) => void;

/** Builds them; they are seen by the host alone. */
export function createHostTools(send: Send): HostTools {
  const panels = new Panels();
  const players = new PlayersPanel(send, panels);
  const button = (label: string, onclick: () => void) =>
    h("button", { class: "small", type: "button", onclick }, label);
  const command = (type: "start" | "pause" | "resume") => () => send({ type });
  const begin = button(competitionText("begin"), command("start"));
  begin.classList.add("lit");
  const pause = button(competitionText("pause"), command("pause"));
  const resume = button(competitionText("resume"), command("resume"));
  const extend = button(competitionText("extend", { n: MORE_MINUTES }), () =>
    send({ type: "extend", minutes: MORE_MINUTES }),
  );
  const finish = button(competitionText("finish"), () => askToEnd(send, panels));
  const entrants = button(competitionText("players"), () => players.open());
  const row = h("p", { class: "row" }, begin, pause, resume, extend, entrants, finish);
  const element = h(
    "section",
    { class: "host-tools" },
    h("h2", {}, competitionText("hostTools")),
    row,
  );
  return {
    element,
    stop: () => panels.close(),
    update(shown) {
      const { phase, settings, present } = shown.news;
      setAttribute(element, "hidden", !shown.own.host || phase === "ended");
      setAttribute(begin, "hidden", phase !== "waiting");
      setAttribute(begin, "disabled", present < FEWEST[settings.kind]);
      setAttribute(pause, "hidden", phase !== "running");
      setAttribute(resume, "hidden", phase !== "paused");
      const timed = settings.kind === "arena" && settings.minutes < ARENA_LONGEST;
      setAttribute(extend, "hidden", !timed || (phase !== "running" && phase !== "paused"));
      setAttribute(finish, "hidden", phase === "ending");
      players.update(shown);
    },
  };
}

/** One at a time. */
class Panels {
  close = (): void => {};

  show(open: () => () => void): void {
    this.close();
    this.close = open();
  }
}

function askToEnd(send: Send, panels: Panels): void {
  panels.show(() =>
    openQuestion({
      title: () => competitionText("finishTitle"),
      message: () => competitionText("finishText"),
      no: () => text("cancel"),
      yes: () => competitionText("finish"),
      onYes: () => send({ type: "end" }),
      onClosed: () => undefined,
    }),
  );
}

/** The entrants who have not left, each with what can be done. */
class PlayersPanel {
  private readonly ask: Send;
  private readonly panels: Panels;
  private readonly list = h("ul", { class: "entrants" });
  private readonly write: (rows: readonly TableRow[]) => void;

  constructor(send: Send, panels: Panels) {
    this.ask = send;
    this.panels = panels;
    this.write = keyedRows<TableRow>(
      this.list,
      ({ entrant }) => entrant,
      (row) => this.rowOf(row),
    );
  }

  open(): void {
    this.panels.show(() =>
      openPanel({
        title: () => competitionText("players"),
        content: () => [this.list],
        onClosed: () => undefined,
      }),
    );
  }

  update({ news, own }: Shown): void {
    if (own.host) this.write(news.table.filter(({ out }) => !out));
  }

  private rowOf({ entrant }: TableRow): Row<TableRow> {
    let now = "";
    const name = h("span", { class: "name", dir: "auto", translate: "no" });
    const rename = h("button", { class: "small", type: "button" }, competitionText("rename"));
    const remove = h("button", { class: "small", type: "button" }, competitionText("remove"));
    rename.addEventListener("click", () => this.askName(entrant, now));
    remove.addEventListener("click", () => this.askRemoval(entrant, now));
    return {
      element: h("li", {}, name, h("span", { class: "row" }, rename, remove)),
      update(row) {
        now = row.name;
        name.textContent = now;
        rename.setAttribute("aria-label", `${competitionText("rename")}: ${now}`);
        remove.setAttribute("aria-label", `${competitionText("remove")}: ${now}`);
      },
    };
  }

  private askRemoval(entrant: number, name: string): void {
    this.panels.show(() =>
      openQuestion({
        title: () => competitionText("removeTitle", { name }),
        message: () => competitionText("removeText"),
        no: () => text("cancel"),
        yes: () => competitionText("remove"),
        onYes: () => this.ask({ type: "remove", entrant }),
        onClosed: () => undefined,
      }),
    );
  }

  private askName(entrant: number, name: string): void {
    const input = h("input", {
      id: "renamed",
      value: name,
      maxlength: NAME_MAX,
      dir: "auto",
      "data-focus": true,
    });
    const label = h("label", { for: "renamed" }, text("nickname"));
    const save = h("button", { class: "small lit", type: "submit" }, competitionText("rename"));
    const form = h("form", { class: "stack" }, h("div", { class: "field" }, label, input), save);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask({ type: "rename", entrant, name: input.value });
      this.open();
    });
    this.panels.show(() =>
      openPanel({
        title: () => competitionText("renameTitle"),
        content: () => [form],
        onClosed: () => undefined,
      }),
    );
  }
}
