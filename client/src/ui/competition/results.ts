/** Results as they fall, the newest first. */
import type { ResultView } from "@quickpong/shared/protocol/competition-view.ts";
import { h, setAttribute, setText } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import { keyedRows } from "./keyed-rows.ts";
import { nameIn, type Part, type Shown } from "./shown.ts";

interface Line {
  result: ResultView;
  shown: Shown;
}

/** Builds the list of the newest, so many as `limit` says. */
export function createResults(limit = (): number => 10): Part {
  const list = h("ol", { class: "meetings" });
  const none = h("p", { class: "soft" }, competitionText("noResults"));
  const write = keyedRows<Line>(list, ({ result }) => result.match, createRow);
  return {
    element: h(
      "section",
      { class: "results" },
      h("h2", {}, competitionText("results")),
      none,
      list,
    ),
    update(shown) {
      const { results } = shown.news;
      write(results.slice(0, limit()).map((result) => ({ result, shown })));
      setAttribute(none, "hidden", results.length > 0);
    },
  };
}

function createRow() {
  const name = () => h("span", { class: "name", dir: "auto", translate: "no" });
  const [left, right] = [name(), name()];
  const middle = h("b", { translate: "no" });
  const why = h("small", { class: "soft" });
  const element = h("li", {}, h("span", { class: "meeting" }, left, middle, right), why);
  return {
    element,
    update({ result, shown: { news } }: Line) {
      const { entrants, winner, score, how } = result;
      setText(left, nameIn(news, entrants[0]));
      setText(right, nameIn(news, entrants[1]));
      left.classList.toggle("won", winner === entrants[0]);
      right.classList.toggle("won", winner === entrants[1]);
      setText(middle, how === "played" ? `${score[0]} : ${score[1]}` : "–");
      setText(why, how === "played" ? "" : absentText(result, news));
      setAttribute(why, "hidden", how === "played");
    },
  };
}

function absentText({ entrants, winner }: ResultView, news: Shown["news"]): string {
  if (winner === null) return competitionText("nobodyCame");
  const absent = entrants[0] === winner ? entrants[1] : entrants[0];
  return competitionText("notCome", { name: nameIn(news, absent) });
}
