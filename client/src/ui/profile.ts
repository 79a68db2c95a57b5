/** A player: rating, what it was made of, the line that it has drawn. */
import type { HeadToHead, PlayerProfile } from "@quickpong/shared/protocol/players.ts";
import { h } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { dateText, paceText } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { createRatingPlot } from "./rating-plot.ts";
import { ratingText } from "./rating-text.ts";
import { routeLink } from "./route-link.ts";
import { currentLanguage, text } from "./texts.ts";

/** Builds it; `own` for the player of this browser. */
export function createProfile(
  player: PlayerProfile,
  own: boolean,
  go: (route: Route) => void,
): HTMLElement {
  const { name, since, curve, headToHead } = player;
  const language = currentLanguage();
  return h(
    "section",
    { class: "profile" },
    h("h1", { dir: "auto", translate: "no", tabindex: -1 }, name),
    h("p", { class: "soft" }, playerText("since", { day: dateText(since, language) })),
    ratingOf(player),
    h(
      "p",
      {},
      routeLink({ page: "top" }, go, {}, text("top")),
      " · ",
      routeLink({ page: "daily" }, go, {}, text("daily")),
    ),
    tally(player),
    headToHead ? duel(name, headToHead) : null,
    curve.length > 0
      ? createRatingPlot(curve)
      : h("p", { class: "soft" }, playerText(own ? "curveNone" : "curveNoneOther")),
    facts(player),
  );
}

function ratingOf(player: PlayerProfile): HTMLElement {
  return h(
    "p",
    { class: "rating" },
    h("span", { class: "unseen" }, `${playerText("rating")}: `),
    h("strong", { translate: "no" }, ratingText(player)),
    player.provisional && h("span", { class: "soft" }, playerText("provisional")),
  );
}

/** Results as numbers and as a bar. */
function tally({ won, lost, drawn }: HeadToHead): HTMLElement {
  const parts = [
    ["won", won],
    ["drawn", drawn],
    ["lost", lost],
  ] as const;
  const bar = h("div", { class: "tally", "aria-hidden": "true" });
  for (const [kind, n] of parts) {
    const part = h("i", { class: kind, hidden: n === 0 });
    part.style.flexGrow = String(n);
    bar.append(part);
  }
  const numbers = parts.map(([kind, n]) => fact(playerText(kind), String(n), kind));
  return h("div", {}, h("dl", { class: "numbers" }, ...numbers), won + lost + drawn > 0 && bar);
}

const duel = (name: string, results: HeadToHead): HTMLElement =>
  h("div", { class: "duel" }, h("h2", {}, playerText("headToHead", { name })), tally(results));

function facts({ played, longestRally, topSpeed }: PlayerProfile): HTMLElement {
  const speed = playerText("courts", { n: paceText(topSpeed, currentLanguage()) });
  return h(
    "dl",
    { class: "numbers" },
    fact(playerText("matches"), String(played)),
    fact(playerText("longestRally"), playerText("hits", { n: longestRally })),
    fact(playerText("topSpeed"), speed),
  );
}

const fact = (name: string, value: string, kind = ""): HTMLElement =>
  h("div", { class: kind }, h("dt", {}, name), h("dd", {}, value));
