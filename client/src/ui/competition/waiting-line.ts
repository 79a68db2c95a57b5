/** The line beside the court: who plays next. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import { h, setAttribute, setText } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import { keyedRows } from "./keyed-rows.ts";
import { nameIn, type Part, type Shown } from "./shown.ts";

interface Place {
  entrant: EntrantNumber;
  shown: Shown;
}

/** Builds it; `limit` are shown, and how many there are besides. */
export function createWaitingLine(limit = (): number => Number.POSITIVE_INFINITY): Part {
  const list = h("ol", { class: "waiting-line" });
  const rest = h("p", { class: "soft" });
  const write = keyedRows<Place>(list, ({ entrant }) => entrant, createRow);
  return {
    element: h("section", { class: "in-line" }, h("h2", {}, competitionText("line")), list, rest),
    update(shown) {
      const { line } = shown.news;
      const most = limit();
      write(line.slice(0, most).map((entrant) => ({ entrant, shown })));
      const more = line.length - most;
      const empty = line.length === 0;
      const words = empty ? competitionText("lineEmpty") : competitionText("moreOf", { n: more });
      setText(rest, words);
      setAttribute(rest, "hidden", !empty && more <= 0);
    },
  };
}

function createRow() {
  const name = h("span", { class: "name", dir: "auto", translate: "no" });
  const element = h("li", {}, name);
  return {
    element,
    update({ entrant, shown: { news, own } }: Place) {
      setText(name, nameIn(news, entrant));
      element.classList.toggle("own", entrant === own.entrant);
      if (entrant === own.entrant) setAttribute(element, "aria-current", "true");
    },
  };
}
