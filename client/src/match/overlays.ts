/** What can be opened over a match: the menu, and the figures of the line. Loaded when wanted. */
import { isTyping } from "../input/keys.ts";
import { h } from "../platform/dom.ts";
import { menuIcon } from "../ui/icons.ts";
import type { MatchMenuOptions } from "../ui/match-menu.ts";
import type { Netgraph } from "../ui/netgraph.ts";
import type { Way } from "../ui/notice.ts";
import { loadMatchMenu, loadNetgraph } from "../ui/overlay-modules.ts";
import type { SettingsContext } from "../ui/settings-form.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { isOfPage, type MatchInPage, type PracticeMatch } from "./match-in-page.ts";

/** Keys that show and hide the figures, unless one of them steers. */
const FIGURES_KEYS = ["F3", "KeyN"];
const PANEL = ".panel";

export class Overlays {
  /** Opens the menu; pads and what closes it know it by its attribute. */
  readonly button = menuButton(() => void this.toggleMenu(), { "data-menu": true });
  /** Opens it turned round, for whoever sits at the far end of a table. */
  readonly farButton = menuButton(() => void this.toggleMenu(true), { class: "icon far" });
  private readonly context: SettingsContext;
  private readonly match: MatchInPage;
  private readonly ways: () => Way[];
  private readonly off = new AbortController();
  private netgraph: Netgraph | null = null;
  private closeMenu: (() => void) | null = null;
  private readonly forget = onLanguage(() => void this.relabel());

  /** `ways`: what the menu offers besides settings. */
  constructor(context: SettingsContext, match: MatchInPage, ways: () => Way[] = () => []) {
    this.context = context;
    this.match = match;
    this.ways = ways;
    const onKey = (event: KeyboardEvent) => {
      if (match.kind === "two-here") return this.onEscape(event);
      if (!FIGURES_KEYS.includes(event.code) || event.repeat || isTyping(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      event.preventDefault();
      void this.showFigures(this.netgraph === null);
    };
    window.addEventListener("keydown", onKey, { signal: this.off.signal });
  }

  /** After every frame, at `now` (ms). */
  update(now: number): void {
    this.netgraph?.update(now);
  }

  stop(): void {
    this.off.abort();
    this.forget();
    this.closeMenu?.();
    void this.showFigures(false);
  }

  /** Where nothing waits for an answer, Escape opens what it closes. */
  private onEscape({ key, repeat, isTrusted }: KeyboardEvent): void {
    // A pad's B says so, too, and is pressed without meaning it: pads have a button for the menu.
    if (!isTrusted || key !== "Escape" || repeat) return;
    if (!document.querySelector(PANEL)) void this.toggleMenu();
  }

  private async relabel(): Promise<void> {
    for (const button of [this.button, this.farButton]) {
      button.setAttribute("aria-label", text("menu"));
    }
    if (this.netgraph) await this.showFigures(true);
  }

  private figures(): MatchMenuOptions["figures"] {
    return {
      shown: () => this.netgraph !== null,
      show: (on) => void this.showFigures(on),
    };
  }

  private async showFigures(on: boolean): Promise<void> {
    this.netgraph?.element.remove();
    this.netgraph = null;
    const { match } = this;
    if (!on || match.kind === "two-here") return;
    const { createNetgraph } = await loadNetgraph();
    if (this.off.signal.aborted || this.netgraph) return;
    this.netgraph = createNetgraph(() => match.report());
    document.body.append(this.netgraph.element);
  }

  /** The same way, on which the menu is not taken along. */
  private closing({ label, go }: Way): Way {
    const close = () => {
      this.closeMenu?.();
      go();
    };
    return { label, go: close };
  }

  private async toggleMenu(turned = false): Promise<void> {
    if (this.closeMenu) return this.closeMenu();
    const { openMatchMenu } = await loadMatchMenu();
    if (this.off.signal.aborted || this.closeMenu) return;
    const { match } = this;
    const pause = (on: boolean) => isOfPage(match) && match.pause("menu", on);
    pause(true);
    this.closeMenu = openMatchMenu({
      turned,
      together: match.kind === "two-here",
      context: this.context,
      watchLink: () => (match.kind === "online" ? match.watchLink() : null),
      lab: match.kind === "practice" ? labOf(match) : undefined,
      figures: match.kind === "two-here" ? undefined : this.figures(),
      ways: () => this.ways().map((way) => this.closing(way)),
      onClosed: () => {
        this.closeMenu = null;
        pause(false);
      },
    });
  }
}

const labOf = (match: PracticeMatch): MatchMenuOptions["lab"] => ({
  now: () => match.lab(),
  change: (lab) => match.changeLab(lab),
});

const menuButton = (onclick: () => void, more: Record<string, string | true>): HTMLElement => {
  const attributes = { class: "icon", type: "button", onclick, "aria-label": text("menu") };
  return h("button", { ...attributes, ...more }, menuIcon());
};
