/** The own page while there is no player: how there will be one, and what is kept of it. */
import type { MemoryState } from "@quickpong/shared/protocol/players.ts";
import { h } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { traceIcon } from "./icons.ts";
import { createWays, type Way } from "./notice.ts";
import { playerText } from "./player-texts.ts";
import { routeLink } from "./route-link.ts";
import { text } from "./texts.ts";

/** Builds it. What it says stands in the other half, so that heading and ways fit into one on a phone. */
export function createNoPlayer(memory: MemoryState, go: (route: Route) => void): HTMLElement {
  const [title, message] = wordsOf(memory);
  const ways: Way[] = [
    { label: text("play"), go: () => go({ page: "play" }) },
    { label: playerText("haveCode"), go: () => go({ page: "move", code: "" }) },
    { label: text("home"), go: () => go({ page: "home" }) },
  ];
  if (memory === "off") ways.splice(1, 1);
  const privacy = routeLink({ page: "privacy" }, go, {}, text("privacy"));
  return h(
    "section",
    { class: "halves notice no-player", role: "alert" },
    h("div", { class: "half own" }, h("h1", {}, title), createWays(ways)),
    h(
      "div",
      { class: "half opponent" },
      h("div", { class: "mark empty" }, traceIcon()),
      h("p", {}, message),
      privacy,
    ),
  );
}

function wordsOf(memory: MemoryState): [title: string, message: string] {
  switch (memory) {
    case "off":
      return [playerText("offTitle"), playerText("off")];
    case "failing":
      return [playerText("failingTitle"), playerText("failing")];
    case "ready":
      return [playerText("noPlayerTitle"), playerText("noPlayer")];
  }
}
