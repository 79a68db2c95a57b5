/** The part of the page that speaks to its player: what happens now, their place, and what they can do. */
import { h, setAttribute, setText } from "../../platform/dom.ts";
import { competitionText } from "../competition-texts.ts";
import { more } from "../more-texts.ts";
import { createNameInput } from "../name-input.ts";
import { text } from "../texts.ts";
import { headlineOf, hintOf, standingOf, whyClosed } from "./own-words.ts";
import { type Part, type Shown, secondsOf } from "./shown.ts";

export interface OwnStatusOptions {
  /** The name so far. */
  name: string;
  onJoin: (name: string) => void;
  onLeave: () => void;
  onHere: () => void;
  /** To the match that is called. */
  onCome: () => void;
}

export interface OwnStatus extends Part {
  /** Says something for once, such as why a wish was refused. */
  note(words: string): void;
  /** A tip for whoever waits; "" for none. */
  tip(words: string): void;
}

/** Builds it. */
export function createOwnStatus(options: OwnStatusOptions): OwnStatus {
  const words = createWords();
  const note = h("p", { class: "note", role: "status" });
  const tip = h("p", { class: "soft tip" });
  const form = joinForm(options);
  const buttons = createButtons(options);
  words.element.append(tip, note);
  const element = h("section", { class: "own-status" }, words.element, form, buttons.element);
  return {
    element,
    note: (said) => setText(note, said),
    tip: (said) => setText(tip, said),
    update(shown: Shown) {
      const { news, own } = shown;
      words.update(shown);
      buttons.update(shown);
      element.classList.toggle("is-called", own.state === "called");
      setAttribute(form, "hidden", !isOutside(shown) || whyClosed(shown) !== null);
      setAttribute(tip, "hidden", own.state !== "waiting" || news.phase !== "running");
    },
  };
}

const isOutside = ({ own }: Shown): boolean => own.entrant === null || own.state === "left";

function createWords(): Part {
  const headline = h("p", { class: "headline", role: "status" });
  // Seconds that pass are seen, not said.
  const countdown = h("p", { class: "countdown", "aria-hidden": "true" });
  const standing = h("p", { class: "standing" });
  const hint = h("p", { class: "soft" });
  const closed = h("p", { class: "soft" });
  const write = (element: HTMLElement, said: string) => {
    setText(element, said);
    setAttribute(element, "hidden", said === "");
  };
  return {
    element: h("div", { class: "words" }, headline, countdown, standing, hint, closed),
    update(shown) {
      const { own } = shown;
      const n = secondsOf(own.comeIn);
      setText(headline, headlineOf(shown));
      write(countdown, own.state === "called" ? competitionText("comeIn", { n }) : "");
      write(standing, standingOf(shown));
      write(hint, hintOf(shown));
      const why = isOutside(shown) ? whyClosed(shown) : null;
      // The headline says these.
      const said = why === null || why === "ended" || why === "removed";
      write(closed, said ? "" : competitionText(`refused_${why}`));
    },
  };
}

function createButtons({ onCome, onHere, onLeave }: OwnStatusOptions): Part {
  const button = (look: string, label: string, onclick: () => void) =>
    h("button", { class: look, type: "button", onclick }, label);
  const come = button("bar lit", competitionText("toCourt"), onCome);
  const here = button("bar lit", competitionText("iAmHere"), onHere);
  const leave = button("small", text("leave"), onLeave);
  return {
    element: h("p", { class: "row" }, come, here, leave),
    update(shown) {
      const { news, own } = shown;
      setAttribute(come, "hidden", own.state !== "called");
      setAttribute(here, "hidden", own.state !== "missed");
      const canLeave = !isOutside(shown) && own.state !== "out" && news.phase !== "ended";
      setAttribute(leave, "hidden", !canLeave);
    },
  };
}

function joinForm({ name, onJoin }: OwnStatusOptions): HTMLFormElement {
  const input = createNameInput(name);
  const form = h(
    "form",
    { class: "join" },
    h("div", { class: "field" }, h("label", { for: "nickname" }, text("nickname")), input),
    h("button", { class: "bar lit", type: "submit", "data-focus": true }, more("join")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onJoin(input.value);
  });
  return form;
}
