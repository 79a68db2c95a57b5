/** What every match is shown with. */
import type { Synth } from "../audio/synth.ts";
import type { Layout } from "../layout/layout.ts";
import type { NetReport } from "../net/stats.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import type { LeaveQuestion } from "../routing/navigation.ts";
import type { ScreenLayer } from "../ui/screen.ts";
import type { SettingsContext } from "../ui/settings-form.ts";
import type { MatchRunner } from "./match-runner.ts";

export interface MatchServices extends SettingsContext {
  runner: MatchRunner;
  layout: Layout;
  screen: ScreenLayer;
  /** The strip above the court. */
  hud: HTMLElement;
  synth: Synth;
  soundButton: HTMLElement;
  /** Says whether the browser's own back and forward may leave the page; null lets them. */
  setLeaveGuard(ask: LeaveQuestion | null): void;
  /** Lets browser tests see what is drawn. */
  probe(frame: ViewFrame, report?: () => NetReport): void;
}
