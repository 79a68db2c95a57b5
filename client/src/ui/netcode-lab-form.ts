/** The switches for those who come to learn, in practice. */

import type { NetMode } from "../net/modes.ts";
import { MOST_DELAY, type NetcodeLab } from "../net/netcode-lab.ts";
import { h } from "../platform/dom.ts";
import { choice, slider, toggle } from "./fields.ts";
import { text } from "./texts.ts";

const MODES: readonly NetMode[] = ["quickpong", "all", "own", "none"];
const DELAY_STEP = 20;

/** Builds them; `onChange` is told of every change. */
export function createNetcodeLabForm(
  now: NetcodeLab,
  onChange: (lab: NetcodeLab) => void,
): HTMLElement[] {
  let lab = now;
  const change = (part: Partial<NetcodeLab>) => {
    lab = { ...lab, ...part };
    onChange(lab);
  };
  const modes = MODES.map((mode) => [mode, text(`mode_${mode}`)] as const);
  return [
    h("p", { class: "soft" }, text("learnHint")),
    ...choice("mode", modes, lab.mode, (mode) => change({ mode })),
    slider({
      label: text("learnDelay"),
      from: 0,
      to: MOST_DELAY,
      step: DELAY_STEP,
      value: lab.delay,
      say: (n) => text("milliseconds", { n }),
      onChange: (delay) => change({ delay }),
    }),
    toggle(text("learnGhost"), lab.ghost, (ghost) => change({ ghost })),
  ];
}
