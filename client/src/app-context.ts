/** What every page is made with. */

import type { Synth } from "./audio/synth.ts";
import type { Layout } from "./layout/layout.ts";
import type { MatchRunner } from "./match/match-runner.ts";
import type { NetReport } from "./net/stats.ts";
import type { ViewFrame } from "./net/view-frame.ts";
import type { LeaveQuestion } from "./routing/navigation.ts";
import type { Route } from "./routing/routes.ts";
import type { PreferenceStore } from "./settings/preferences.ts";
import type { Settings } from "./settings/settings.ts";
import type { Theming } from "./theme/theming.ts";
import type { Backdrop } from "./ui/backdrop.ts";
import type { ScreenLayer } from "./ui/screen.ts";
import type { Title } from "./ui/title.ts";

export interface App {
  arena: MatchRunner;
  backdrop: Backdrop;
  layout: Layout;
  screen: ScreenLayer;
  title: Title;
  /** The strip above the court. */
  hud: HTMLElement;
  settings: Settings;
  preferences: PreferenceStore;
  theming: Theming;
  synth: Synth;
  soundButton: HTMLElement;
  /** Goes to another page, as a link would. */
  go(route: Route): void;
  /** The page shown now has this address from now on. */
  rename(route: Route): void;
  /** Says whether the browser's own back and forward may leave the page; null lets them. */
  hold(hold: LeaveQuestion | null): void;
  /** Lets browser tests see what is drawn. */
  probe(frame: ViewFrame, report?: () => NetReport): void;
}

/** A page that is shown; the function takes it away again. */
export type Page = (app: App) => () => void;
