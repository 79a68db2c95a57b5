/** Looking for an opponent: shows that it is alive, over the court where one may warm up. */
import { BOT_LEVELS, type BotLevel } from "@quickpong/shared/bot.ts";
import type { LobbyStatus } from "@quickpong/shared/protocol/messages.ts";
import { h, setText } from "./dom.ts";
import { traceIcon } from "./icons.ts";
import { text } from "./texts.ts";

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
  /** Says what went on, such as an opponent who did not arrive. */
  setNote(note: string): void;
  /** The connection is lost; the next status says that it is back. */
  setLost(): void;
  /** Nobody came for a while: offers bots. */
  offerBots(): void;
}

/** Builds it; the opponent's name will appear where the search is shown now. */
export function createSearching(ownName: string, options: SearchingOptions): Searching {
  const heading = h("h1", {}, text("connecting"));
  const waited = h("span", { class: "waited" });
  const people = h("p", { class: "soft" });
  const note = h("p", { class: "note", role: "status" });
  const cancel = h(
    "button",
    { class: "small", type: "button", onclick: options.onCancel },
    text("cancel"),
  );
  const bots = createBotOffer(options.onBot);
  const element = h(
    "section",
    { class: "halves versus searching" },
    h("div", { class: "half own" }, h("p", { class: "name" }, ownName)),
    h(
      "div",
      { class: "half opponent" },
      h("div", { class: "mark moving" }, traceIcon()),
      h("div", { role: "status" }, heading),
      people,
      note,
      bots,
      h("p", { class: "row" }, waited, cancel),
    ),
    h("p", { class: "rules" }, text("warmUp")),
  );
  return {
    element,
    setStatus(status) {
      setText(heading, text("searching"));
      setText(people, peopleText(status));
      if (note.textContent === text("lineLost")) setText(note, "");
    },
    setWaited: (seconds) => setText(waited, clock(seconds)),
    setNote: (message) => setText(note, message),
    setLost() {
      setText(heading, text("connecting"));
      setText(people, "");
      setText(note, text("lineLost"));
    },
    offerBots() {
      bots.hidden = false;
      element.classList.add("offering");
    },
  };
}

function peopleText({ online, waiting, usualWait }: LobbyStatus): string {
  const facts = [text("online", { n: online }), text("waitingNow", { n: waiting })];
  if (usualWait > 0) facts.push(text("usualWait", { n: Math.max(1, Math.round(usualWait)) }));
  return facts.join(" · ");
}

function createBotOffer(onBot: (level: BotLevel) => void): HTMLElement {
  const levels = BOT_LEVELS.map((level) =>
    h(
      "button",
      { class: "small", type: "button", onclick: () => onBot(level) },
      text(`level_${level}`),
    ),
  );
  return h(
    "div",
    { class: "bots", role: "group", "aria-label": text("botOffer"), hidden: true },
    h("p", {}, text("botOffer")),
    h("div", { class: "row" }, ...levels),
  );
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
