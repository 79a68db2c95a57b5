/** Where a long page was left, kept in its entry of the history: going back, or a refresh, finds it again. */
import type { AppContext } from "../app-context.ts";

/** So many pages of its list were shown, and so far it was scrolled (px). */
interface Place {
  pages: number;
  scrolled: number;
}
const TOP: Place = { pages: 1, scrolled: 0 };

/** Browsers let a page write to the history a few times a second only (ms). */
const NOTE_AFTER = 250;

export class SheetPlace {
  /** As it was when the page was come to. */
  readonly found: Place;
  private readonly app: AppContext;
  private now: Place;
  private timer = 0;
  private stopped = false;
  private scroller: HTMLElement | null = null;

  constructor(app: AppContext) {
    this.app = app;
    this.found = { ...TOP, ...(app.readNote() as Partial<Place> | undefined) };
    this.now = { ...TOP };
  }

  /** One more page of the list is shown; those that were there before `follow` were found. */
  addPage(): void {
    if (this.scroller) this.note({ pages: this.now.pages + 1 });
  }

  /** All that was there is there again: goes to where it was, and follows from then on. */
  follow(scroller: HTMLElement): void {
    if (this.stopped) return;
    this.scroller = scroller;
    scroller.scrollTop = this.found.scrolled;
    this.now = { ...this.found };
    scroller.addEventListener("scroll", this.onScroll);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.scroller?.removeEventListener("scroll", this.onScroll);
  }

  private readonly onScroll = () => this.note({ scrolled: this.scroller?.scrollTop ?? 0 });

  private note(change: Partial<Place>): void {
    if (this.stopped) return;
    Object.assign(this.now, change);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.app.keepNote({ ...this.now }), NOTE_AFTER);
  }
}
