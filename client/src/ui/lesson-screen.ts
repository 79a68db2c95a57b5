/** What a lesson says, over the court. */
import { h, setText } from "../platform/dom.ts";
import { more } from "./more-texts.ts";

export interface LessonScreen {
  element: HTMLElement;
  /** Shows what is to be done in the n-th lesson; returns what is to be spoken of it. */
  show(task: string, n: number): string;
  /** The lesson was done; returns what is to be spoken of it. */
  praise(): string;
}

export interface LessonOptions {
  onSkip: () => void;
  onSkipAll: () => void;
}

/** Builds it. */
export function createLessonScreen({ onSkip, onSkipAll }: LessonOptions): LessonScreen {
  const heading = h("h1");
  const which = h("p", { class: "soft" });
  const small = (label: string, onclick: () => void) =>
    h("button", { class: "small", type: "button", onclick }, label);
  const element = h(
    "section",
    { class: "lesson" },
    h("div", {}, which, heading),
    h(
      "p",
      { class: "row" },
      small(more("lessonSkip"), onSkip),
      small(more("lessonsSkip"), onSkipAll),
    ),
  );
  return {
    element,
    show(task, n) {
      element.classList.remove("done");
      setText(which, more("lessonOf", { n }));
      setText(heading, task);
      return `${which.textContent}. ${heading.textContent}`;
    },
    praise() {
      element.classList.add("done");
      setText(heading, `✓ ${more("lessonDone")}`);
      return more("lessonDone");
    },
  };
}
