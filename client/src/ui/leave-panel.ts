/** The question before a running match is left. */
import { openQuestion } from "./question.ts";
import { text } from "./texts.ts";

/** Opens it; returns what closes it. */
export const openLeavePanel = (onYes: () => void, onClosed: () => void): (() => void) =>
  openQuestion({
    title: () => text("leaveTitle"),
    message: () => text("leaveText"),
    no: () => text("stay"),
    yes: () => text("leave"),
    onYes,
    onClosed,
  });
