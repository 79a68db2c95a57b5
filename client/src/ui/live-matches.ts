/** Matches that are being played now, each a link to watch it. */
import type { WatchableMatch, WatchablePlayer } from "@quickpong/shared/protocol/http-answers.ts";
import { h } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { eyeIcon } from "./icons.ts";
import { nameOf } from "./names.ts";
import { routeLink } from "./route-link.ts";
import { text } from "./texts.ts";

export interface LiveMatches {
  element: HTMLElement;
  set(matches: readonly WatchableMatch[]): void;
}

/** The landing page has room for so many. */
const SHOWN = 3;

/** Builds the list; it is not there while nobody plays. */
export function createLiveMatches(go: (route: Route) => void): LiveMatches {
  const list = h("ul", {});
  const element = h("div", { class: "live", hidden: true }, h("h2", {}, text("liveNow")), list);
  let shown = "";
  return {
    element,
    set(matches) {
      const now = JSON.stringify(matches.slice(0, SHOWN));
      if (now === shown) return;
      shown = now;
      element.hidden = matches.length === 0;
      list.replaceChildren(...matches.slice(0, SHOWN).map((match) => h("li", {}, row(match, go))));
    },
  };
}

function row({ id, left, right, watchers }: WatchableMatch, go: (route: Route) => void) {
  const route: Route = { page: "watch", id };
  const names = { left: nameOf(left), right: nameOf(right) };
  return routeLink(
    route,
    go,
    { title: text("watchMatch", names) },
    h("span", { class: "own", dir: "auto", translate: "no" }, names.left),
    h("b", { translate: "no" }, scoreOf(left, right)),
    h("span", { class: "opponent", dir: "auto", translate: "no" }, names.right),
    watchers > 0 &&
      h("small", { "aria-label": text("watchers", { n: watchers }) }, eyeIcon(), `${watchers}`),
  );
}

const scoreOf = (left: WatchablePlayer, right: WatchablePlayer): string =>
  `${left.score} : ${right.score}`;
