/** Looking for an opponent: shows that it is alive, over the court where one may warm up. */
import type { LobbyStatus } from "@quickpong/shared/protocol/messages.ts";
import { h, setText } from "./dom.ts";
import { traceIcon } from "./icons.ts";
import { text } from "./texts.ts";

export interface Searching {
  element: HTMLElement;
  setStatus(status: LobbyStatus): void;
  /** Seconds since the search began. */
  setWaited(seconds: number): void;
  /** Says what went on, such as an opponent who did not arrive. */
  setNote(note: string): void;
}

/** Builds it; the opponent's name will appear where the search is shown now. */
export function createSearching(ownName: string, onCancel: () => void): Searching {
  const heading = h("h1", {}, text("connecting"));
  const waited = h("span", { class: "waited" });
  const people = h("p", { class: "soft" });
  const note = h("p", { class: "note" });
  const cancel = h("button", { class: "small", type: "button", onclick: onCancel }, text("cancel"));
  const element = h(
    "section",
    { class: "halves versus searching" },
    h("div", { class: "half own" }, h("p", { class: "name" }, ownName)),
    h(
      "div",
      { class: "half opponent" },
      h("div", { class: "mark moving" }, traceIcon()),
      heading,
      people,
      note,
      h("p", { class: "row" }, waited, cancel),
    ),
    h("p", { class: "rules" }, text("warmUp")),
  );
  return {
    element,
    setStatus({ online, waiting, usualWait }) {
      setText(heading, text("searching"));
      const facts = [text("online", { n: online }), text("waitingNow", { n: waiting })];
      if (usualWait > 0) facts.push(text("usualWait", { n: Math.round(usualWait) }));
      setText(people, facts.join(" · "));
    },
    setWaited: (seconds) => setText(waited, clock(seconds)),
    setNote: (message) => setText(note, message),
  };
}

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
