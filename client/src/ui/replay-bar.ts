/** The controls of a replay, below its court. */
import "../styles/replay.css";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { SPEEDS } from "../replay/playhead.ts";
import type { ReplayView } from "../replay/replay-picture.ts";
import { menuIcon, shareIcon } from "./icons.ts";
import {
  backwardsIcon,
  frameBackIcon,
  frameOnIcon,
  loopIcon,
  pauseIcon,
  playIcon,
  pointBackIcon,
  pointOnIcon,
} from "./replay-icons.ts";
import { replayText } from "./replay-texts.ts";
import type { Timeline } from "./replay-timeline.ts";
import { clockOf } from "./replay-timeline.ts";
import { currentLanguage } from "./texts.ts";

/** What a button or a key asks for. */
export type ReplayCommand =
  | ("toggle" | "frameBack" | "frameOn" | "pointBack" | "pointOn" | "back" | "on")
  | ("backwards" | "loop" | "share" | "more" | "slower" | "faster" | "nextView")
  | ("first" | "last");

export interface ReplayBarOptions {
  timeline: Timeline;
  /** As they are shown. */
  names: readonly [left: string, right: string];
  /** Views that differ from one another here. */
  views: readonly ReplayView[];
  /** Without them it only plays: in a frame of another page. */
  tools: boolean;
  /** Stands in the last row: a link to the whole page. */
  link: HTMLElement | null;
  on: (command: ReplayCommand) => void;
  onSpeed: (speed: number) => void;
  onView: (view: ReplayView) => void;
}

export interface BarState {
  playing: boolean;
  backwards: boolean;
  looping: boolean;
  speed: number;
  view: ReplayView;
  /** s. */
  time: number;
  length: number;
}

export interface ReplayBar {
  element: HTMLElement;
  /** Said over the bar until it is taken back with "". */
  warn(words: string): void;
  /** Says it for a moment. */
  flash(words: string): void;
  update(state: BarState): void;
}

/** How long something is said (ms). */
const SAID_FOR = 2000;

/** Builds it. */
export function createReplayBar(options: ReplayBarOptions): ReplayBar {
  const { timeline, on } = options;
  const play = tool("toggle", "play", playIcon(), "Space", on);
  play.classList.add("play");
  const backwards = toggle("backwards", backwardsIcon(), "r", on);
  const loop = toggle("loop", loopIcon(), "l", on);
  const { speed, view } = choices(options);
  const warning = h("p", { class: "caution", role: "status", hidden: true });
  const flash = createFlash();
  const along = createAlong(timeline);
  const element = h(
    "section",
    { class: "replay-bar", "aria-label": replayText("title") },
    warning,
    along.element,
    h("div", { class: "transport" }, ...transport(play, on), backwards, loop),
    h("div", { class: "choices" }, view, speed, ...toolsOf(options), flash.element),
  );
  return {
    element,
    warn(words) {
      setText(warning, words);
      setAttribute(warning, "hidden", words === "");
    },
    flash: flash.say,
    update(state) {
      showPlaying(play, state.playing);
      setAttribute(backwards, "aria-pressed", String(state.backwards));
      setAttribute(loop, "aria-pressed", String(state.looping));
      if (speed.value !== String(state.speed)) speed.value = String(state.speed);
      if (view.value !== state.view) view.value = state.view;
      along.update(state);
    },
  };
}

const toolsOf = ({ tools, link, on }: ReplayBarOptions): (HTMLElement | null)[] => [
  tools ? tool("share", "share", shareIcon(), "s", on) : null,
  tools ? moreButton(on) : null,
  link,
];

function choices({ names, views, onSpeed, onView }: ReplayBarOptions) {
  const speed = select(
    replayText("speed"),
    SPEEDS.map((each) => [String(each), speedText(each)]),
    (value) => onSpeed(Number(value)),
  );
  const view = select(
    replayText("view"),
    views.map((each) => [each, viewName(each, names)]),
    (value) => onView(value as ReplayView),
  );
  return { speed, view };
}

/** The slider between its times. */
function createAlong(timeline: Timeline) {
  const time = h("span", { translate: "no" });
  const length = h("span", { translate: "no" });
  return {
    element: h("div", { class: "along" }, time, timeline.element, length),
    update(state: BarState) {
      setText(time, clockOf(state.time));
      setText(length, clockOf(state.length));
    },
  };
}

/** It is spoken elsewhere. */
function createFlash() {
  const element = h("span", { class: "flash", "aria-hidden": true });
  let timer = 0;
  const say = (words: string) => {
    clearTimeout(timer);
    setText(element, words);
    timer = window.setTimeout(() => setText(element, ""), SAID_FOR);
  };
  return { element, say };
}

const transport = (play: HTMLElement, on: ReplayBarOptions["on"]): HTMLElement[] => [
  tool("pointBack", "pointBack", pointBackIcon(), "Shift+ArrowLeft", on),
  tool("frameBack", "frameBack", frameBackIcon(), ",", on),
  play,
  tool("frameOn", "frameOn", frameOnIcon(), ".", on),
  tool("pointOn", "pointOn", pointOnIcon(), "Shift+ArrowRight", on),
];

type ToolText = Parameters<typeof replayText>[0];

function tool(
  command: ReplayCommand,
  label: ToolText,
  icon: Node,
  key: string,
  on: ReplayBarOptions["on"],
): HTMLButtonElement {
  const words = replayText(label);
  const names = { "aria-label": words, title: words, "aria-keyshortcuts": key };
  const press = () => on(command);
  return h("button", { class: "icon", type: "button", onclick: press, ...names }, icon);
}

function toggle(
  command: "backwards" | "loop",
  icon: Node,
  key: string,
  on: ReplayBarOptions["on"],
): HTMLButtonElement {
  const button = tool(command, command, icon, key, on);
  button.setAttribute("aria-pressed", "false");
  return button;
}

function moreButton(on: ReplayBarOptions["on"]): HTMLButtonElement {
  const button = tool("more", "more", menuIcon(), "m", on);
  button.setAttribute("data-menu", "");
  return button;
}

function select(
  label: string,
  choices: readonly (readonly [value: string, words: string])[],
  onChange: (value: string) => void,
): HTMLSelectElement {
  const options = choices.map(([value, words]) => h("option", { value }, words));
  const element = h("select", { "aria-label": label, title: label }, ...options);
  element.addEventListener("change", () => onChange(element.value));
  return element;
}

/** "0.25×". */
export const speedText = (speed: number): string =>
  `${new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: 2 }).format(speed)}×`;

/** What a view is called. */
export function viewName(view: ReplayView, [left, right]: readonly [string, string]): string {
  if (view === "truth") return replayText("viewTruth");
  if (view === "both") return replayText("viewBoth");
  return replayText("viewOf", { name: view === "left" ? left : right });
}

function showPlaying(button: HTMLElement, playing: boolean): void {
  if (button.dataset["playing"] === String(playing)) return;
  button.dataset["playing"] = String(playing);
  button.replaceChildren(playing ? pauseIcon() : playIcon());
  const words = replayText(playing ? "pause" : "play");
  button.title = words;
  button.setAttribute("aria-label", words);
}
