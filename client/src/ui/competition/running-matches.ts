/** Matches that were called or are being played, each of the latter a link to watch it. */
import type { MatchView } from "@quickpong/shared/protocol/competition-view.ts";
import { h, setAttribute, setText } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import { routeLink } from "../route-link.ts";
import { text } from "../texts.ts";
import { keyedRows, type Row } from "./keyed-rows.ts";
import { nameIn, type Part, type Shown, secondsOf } from "./shown.ts";

interface Line {
  match: MatchView;
  shown: Shown;
}

/** Builds the list; `watch` shows a match here. */
export function createRunningMatches(watch: (match: MatchView) => void): Part {
  const list = h("ul", { class: "meetings" });
  const none = h("p", { class: "soft" }, competitionText("noMatches"));
  const write = keyedRows<Line>(
    list,
    // A match that can be watched from now on is a link from now on.
    ({ match }) => `${match.match} ${match.running ? match.watch : ""}`,
    (line) => createRow(line, watch),
  );
  return {
    element: h("section", { class: "running" }, h("h2", {}, text("liveNow")), none, list),
    update(shown) {
      const { matches } = shown.news;
      write(matches.map((match) => ({ match, shown })));
      setAttribute(none, "hidden", matches.length > 0);
    },
  };
}

function createRow({ match }: Line, watch: (match: MatchView) => void): Row<Line> {
  const [left, right] = [playerName("own"), playerName("opponent")];
  const middle = h("b", { translate: "no" });
  const parts = [left, middle, right];
  const isLink = match.running && match.watch !== "";
  const inside = isLink
    ? routeLink(
        { page: "watch", id: match.watch },
        () => watch(match),
        { class: "meeting" },
        ...parts,
      )
    : h("span", { class: "meeting" }, ...parts);
  return {
    element: h("li", {}, inside),
    update({ match: { entrants, score, running, comeIn }, shown: { news } }) {
      const names = { left: nameIn(news, entrants[0]), right: nameIn(news, entrants[1]) };
      setText(left, names.left);
      setText(right, names.right);
      const waiting = competitionText("calledFor", { n: secondsOf(comeIn) });
      setText(middle, running ? `${score[0]} : ${score[1]}` : waiting);
      if (isLink) setAttribute(inside, "title", text("watchMatch", names));
    },
  };
}

const playerName = (who: string) =>
  h("span", { class: `name ${who}`, dir: "auto", translate: "no" });
