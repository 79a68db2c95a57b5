/**
 * Looking for an opponent: shows that it is alive, in the strip above the court, where one warms up
 * meanwhile and nothing may lie in the ball's way.
 */
import { type BotLevel, botName } from "@quickpong/shared/bot-levels.ts";
import type { LobbyStatus } from "@quickpong/shared/protocol/messages.ts";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { traceIcon } from "./icons.ts";
import { standingAlone, text } from "./texts.ts";

export interface SearchingOptions {
  onCancel: () => void;
  /** A match against a bot is wanted instead. */
  onBot: (level: BotLevel) => void;
}

export interface Searching {
  element: HTMLElement;
  setStatus(status: LobbyStatus): void;
  /** Seconds since the search began. */
  setWaited(seconds: number): void;
  /** Says what went on, such as an opponent who did not arrive; for so many seconds. */
  setNote(note: string, seconds?: number): void;
  /** An opponent of this name is there; the match follows. */
  setFound(name: string): void;
  /** The connection is lost; the next status says that it is back. */
  setLost(): void;
  /** Nobody came for a while: offers these bots. */
  offerBots(bots: readonly BotLevel[]): void;
}

/** Builds it. */
export const createSearching = (options: SearchingOptions): Searching =>
  new SearchingScreen(options);

class SearchingScreen implements Searching {
  readonly element: HTMLElement;
  private readonly heading = h("h1", {}, text("connecting"));
  private readonly waited = h("span", { class: "waited", translate: "no" });
  private readonly people = h("p", { class: "soft people" });
  private readonly note = h("p", { class: "note", role: "status" });
  private readonly levels = h("div", { class: "row" });
  private readonly bots = h(
    "div",
    { class: "bots", role: "group", "aria-label": text("botOffer"), hidden: true },
    h("p", {}, text("botOffer")),
    this.levels,
  );
  private readonly onBot: SearchingOptions["onBot"];
  private offered = false;
  private found = false;

  constructor({ onCancel, onBot }: SearchingOptions) {
    this.onBot = onBot;
    const cancel = h("button", { class: "small", type: "button", onclick: onCancel });
    cancel.append(text("cancel"));
    this.element = h(
      "section",
      { class: "searching" },
      h("div", { class: "mark moving" }, traceIcon()),
      h(
        "div",
        { class: "words" },
        h("div", { role: "status" }, this.heading),
        h("p", { class: "soft rules" }, text("warmUp")),
        this.people,
        this.note,
      ),
      this.bots,
      h("p", { class: "row" }, this.waited, cancel),
    );
  }

  setStatus(status: LobbyStatus): void {
    if (this.found) return;
    setText(this.heading, text("searching"));
    setText(this.people, peopleText(status));
    if (this.note.textContent === text("lineLost")) this.setNote("");
    this.showBots(this.offered);
  }

  setWaited(seconds: number): void {
    setText(this.waited, clock(seconds));
  }

  setNote(note: string, seconds?: number): void {
    setText(this.note, note);
    if (seconds === undefined) return;
    setTimeout(() => this.note.textContent === note && this.setNote(""), seconds * 1000);
  }

  setFound(name: string): void {
    this.found = true;
    setText(this.heading, text("found"));
    setText(this.people, standingAlone(name));
    this.people.translate = false;
    this.setNote("");
    this.element.classList.add("found");
    this.showBots(false);
  }

  setLost(): void {
    setText(this.heading, text("connecting"));
    setText(this.people, "");
    this.setNote(text("lineLost"));
    this.showBots(false);
  }

  offerBots(bots: readonly BotLevel[]): void {
    this.offered = true;
    const buttons = bots.map((bot) =>
      h(
        "button",
        { class: "small", type: "button", translate: "no", onclick: () => this.onBot(bot) },
        botName(bot),
      ),
    );
    this.levels.replaceChildren(...buttons);
  }

  /** Not while the line is lost: nobody could answer. */
  private showBots(on: boolean): void {
    setAttribute(this.bots, "hidden", !on);
    this.element.classList.toggle("offering", on);
  }
}

function peopleText({ online, waiting, usualWait }: LobbyStatus): string {
  const facts = [text("online", { n: online }), text("waitingNow", { n: waiting })];
  if (usualWait > 0) facts.push(text("usualWait", { n: Math.max(1, Math.round(usualWait)) }));
  return facts.join(" · ");
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
