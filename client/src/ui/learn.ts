/** The switches for those who come to learn, in practice. */
import { MOST_DELAY, type NetcodeLab } from "../match/netcode-lab.ts";
import type { NetMode } from "../net/modes.ts";
import { h } from "../platform/dom.ts";
import { choice, slider, toggle } from "./fields.ts";
import { text } from "./texts.ts";

const MODES: readonly NetMode[] = ["quickpong", "all", "own", "none"];
const DELAY_STEP = 20;

/** Builds them; `onChange` is told of every change. */
export function createLearn(
  now: NetcodeLab,
  onChange: (learning: NetcodeLab) => void,
): HTMLElement[] {
  let learning = now;
  const change = (part: Partial<NetcodeLab>) => {
    learning = { ...learning, ...part };
    onChange(learning);
  };
  const modes = MODES.map((mode) => [mode, text(`mode_${mode}`)] as const);
  return [
    h("p", { class: "soft" }, text("learnHint")),
    ...choice("mode", modes, learning.mode, (mode) => change({ mode })),
    slider({
      label: text("learnDelay"),
      from: 0,
      to: MOST_DELAY,
      step: DELAY_STEP,
      value: learning.delay,
      say: (n) => text("milliseconds", { n }),
      onChange: (delay) => change({ delay }),
    }),
    toggle(text("learnGhost"), learning.ghost, (ghost) => change({ ghost })),
  ];
}
