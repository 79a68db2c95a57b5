/** What two at one screen play with and by: pads that are pressed meanwhile join. */
import type { AppContext } from "../app-context.ts";
import { learnKeyNames } from "../input/key-names.ts";
import type { PadSeats } from "../input/pad-seats.ts";
import { padSeat } from "../match/two-players.ts";
import {
  type Controls,
  keepTwoHere,
  loadTwoHere,
  type TwoHereChoice,
} from "../settings/two-here.ts";
import { createRulesForm } from "../ui/rules-form.ts";
import { createTwoHereForm, type TwoHereForm } from "../ui/two-here-form.ts";

const hasTouch = (): boolean => matchMedia("(any-pointer: coarse)").matches;
const isPhone = (): boolean => matchMedia("(pointer: coarse)").matches;

/** What was chosen last, or what suits this device. */
export const rememberedChoice = ({ settings }: AppContext): TwoHereChoice =>
  loadTwoHere({ controls: isPhone() ? "touch" : "keys", name: settings.now.name });

export const needsPads = (controls: Controls): boolean =>
  controls === "pads" || controls === "mixed";

/** Shows the choice; returns what takes it away again. */
export function showTwoHereChoice(app: AppContext, pads: PadSeats): () => void {
  const screen = new ChoiceScreen(app, pads);
  return () => screen.stop();
}

class ChoiceScreen {
  private readonly app: AppContext;
  private readonly pads: PadSeats;
  private readonly rules = createRulesForm();
  private readonly form: TwoHereForm;
  private readonly unwatch: () => void;
  private choice: TwoHereChoice;
  private frame = 0;

  constructor(app: AppContext, pads: PadSeats) {
    this.app = app;
    this.pads = pads;
    this.choice = rememberedChoice(app);
    this.form = this.createForm();
    pads.guardMenus(needsPads(this.choice.controls));
    this.unwatch = app.layout.watch(() => this.update());
    void learnKeyNames().then(() => this.update());
    this.lookAtPads();
    app.backdrop.rally(true);
    app.screen.show(this.form.element);
    void app.runner.load().catch(() => undefined);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.unwatch();
    this.pads.guardMenus(false);
    this.rules.stop();
    this.app.backdrop.rally(false);
    this.app.screen.show(null);
  }

  private createForm(): TwoHereForm {
    const { app, choice } = this;
    return createTwoHereForm({
      choice,
      possible: (controls) => controls !== "touch" || hasTouch() || choice.controls === "touch",
      keys: app.settings.now.keys,
      rules: this.rules.element,
      onChange: (next) => this.change(next),
      onStart: () => app.go({ page: "two", playing: true }),
      onBack: () => app.go({ page: "home" }),
    });
  }

  private change(choice: TwoHereChoice): void {
    this.choice = choice;
    keepTwoHere(choice);
    this.pads.guardMenus(needsPads(choice.controls));
    this.update();
  }

  /** They have no events. */
  private lookAtPads(): void {
    this.frame = requestAnimationFrame(() => this.lookAtPads());
    if (!needsPads(this.choice.controls)) return;
    this.pads.look();
    this.update();
  }

  private update(): void {
    const pads = [this.padReady(0), this.padReady(1)] as const;
    this.form.update({ pads, upright: this.app.layout.fit.upright });
  }

  private padReady(player: 0 | 1): boolean | null {
    const seat = padSeat(this.choice.controls, player);
    return seat === null ? null : this.pads.places[seat] != null;
  }
}
