/** The first page: your half with name and Play, the other half with who is there. */
import type { OnlineAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import type { ShownRating } from "@quickpong/shared/protocol/players.ts";
import { keyName, keyToTell, learnKeyNames } from "../input/key-names.ts";
import { type InputKind, watchInput } from "../input/last-input.ts";
import { h, setText } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import type { KeyMap } from "../settings/key-map.ts";
import { createNameInput } from "./name-input.ts";
import { ratingText } from "./rating-text.ts";
import { routeLink } from "./route-link.ts";
import { text } from "./texts.ts";

export interface LandingOptions {
  /** Tells the player's keys, for the hint, now and whenever they change, until it is stopped. */
  watchKeys: (listener: (keys: KeyMap) => void) => () => void;
  name: string;
  onPlay: (name: string) => void;
  onPractice: () => void;
  onTwoHere: (name: string) => void;
  onFriend: (name: string) => void;
  go: (route: Route) => void;
  /** Matches that can be watched. */
  live: HTMLElement;
  /** The page's upper corner. */
  corner: HTMLElement;
}

export interface Landing {
  element: HTMLElement;
  /** Shows how many are online, and whether somebody waits; null when the server can't be asked. */
  setOnline(answer: OnlineAnswer | null): void;
  /** Shows the rating of this browser's player, and the way to their matches. */
  setRating(rating: ShownRating): void;
  /** The name as it is typed now. */
  name(): string;
  /** As if Play was pressed. */
  play(): void;
  /** The page is gone: nothing of it hears of keys and devices any more. */
  stop(): void;
}

/** Builds the landing page. */
export function createLanding(options: LandingOptions): Landing {
  const form = playForm(options);
  const typedName = () => String(new FormData(form).get("nickname") ?? "");
  const online = h("p", { class: "online" });
  const tagline = h("p", { class: "soft" }, text("tagline"));
  const how = howToMove(options.watchKeys);
  const otherHalf = h(
    "div",
    { class: "half opponent" },
    h("div", { class: "field" }, online, tagline),
    otherWays(options, typedName),
    options.live,
    how.element,
  );
  const ownHalf = h("div", { class: "half own" }, form);
  const parts = [wordmark(), ownHalf, otherHalf, options.corner];
  return {
    element: h("section", { class: "halves landing" }, ...parts),
    name: typedName,
    play: () => options.onPlay(typedName()),
    stop: how.stop,
    setRating(rating) {
      const shown = text("ownRating", { rating: ratingText(rating) });
      const attributes = { class: "own-rating", "aria-label": `${text("yourMatches")}, ${shown}` };
      form.querySelector(".own-rating")?.remove();
      form
        .querySelector(".field")
        ?.append(routeLink({ page: "me" }, options.go, attributes, shown));
    },
    setOnline(answer) {
      online.classList.toggle("off", answer === null);
      setText(online, onlineText(answer));
      setText(tagline, taglineText(answer));
      tagline.classList.toggle("waiting", !!answer?.waiting);
    },
  };
}

function otherWays(options: LandingOptions, name: () => string): HTMLElement {
  const button = (label: string, onclick: () => void) =>
    h("button", { class: "bar outlined", type: "button", onclick }, label);
  return h(
    "div",
    { class: "pair" },
    button(text("playFriend"), () => options.onFriend(name())),
    button(text("practice"), options.onPractice),
    button(text("twoHere"), () => options.onTwoHere(name())),
  );
}

function taglineText(answer: OnlineAnswer | null): string {
  if (answer?.waiting) return text("waitingHere", { n: answer.waiting });
  return text(answer === null ? "taglineOffline" : answer.online ? "tagline" : "taglineNobody");
}

function onlineText(answer: OnlineAnswer | null): string {
  if (answer === null) return text("offline");
  return answer.online === 0 ? text("nobodyOnline") : text("online", { n: answer.online });
}

/** The name of the game, cut by the middle line. */
export function wordmark(): HTMLElement {
  return h(
    "h1",
    { class: "wordmark", translate: "no", "aria-label": text("title") },
    h("span", { class: "own", "aria-hidden": "true" }, text("titleLeft")),
    h("span", { class: "opponent", "aria-hidden": "true" }, text("titleRight")),
  );
}

function playForm({ name, onPlay }: LandingOptions): HTMLFormElement {
  const input = createNameInput(name);
  const form = h(
    "form",
    { class: "stack" },
    h("div", { class: "field" }, h("label", { for: "nickname" }, text("nickname")), input),
    h("button", { class: "bar lit", type: "submit" }, text("play")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onPlay(input.value);
  });
  return form;
}

function howToMove(watchKeys: LandingOptions["watchKeys"]): Pick<Landing, "element" | "stop"> {
  const way = h("span");
  let keys: KeyMap | null = null;
  let kind: InputKind = "keys";
  const write = () => {
    if (keys) way.replaceChildren(...hintOf(kind, keys));
  };
  const forgetKeys = watchKeys((now) => {
    keys = now;
    write();
  });
  void learnKeyNames().then(write);
  const forgetInput = watchInput((now) => {
    kind = now;
    write();
  });
  const stop = () => {
    forgetKeys();
    forgetInput();
  };
  return { element: h("p", { class: "soft how" }, `${text("howToMove")}: `, way), stop };
}

function hintOf(kind: InputKind, { up, down }: KeyMap): (Node | string)[] {
  if (kind !== "keys") return [text(kind === "touch" ? "howTouch" : "padHint")];
  const keys = [up, down].map((pair) => h("kbd", { translate: "no" }, keyName(keyToTell(pair))));
  return [...keys.flatMap((key) => [key, " "]), text("howKeys")];
}
