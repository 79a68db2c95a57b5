/** The layer above the court that shows one screen at a time, and the voice for screen readers. */
import { setText } from "../platform/dom.ts";

export interface ScreenLayer {
  /** Shows an element in place of what was there; null shows nothing. */
  show(screen: HTMLElement | null, options?: { overCourt?: boolean }): void;
  /** Has a short text spoken. */
  say(message: string): void;
}

/** Takes the page's `main` and its live region. */
export function createScreenLayer(main: HTMLElement, live: HTMLElement): ScreenLayer {
  return {
    show(screen, { overCourt = false } = {}) {
      main.classList.toggle("playing", overCourt);
      main.replaceChildren(...(screen ? [screen] : []));
      main.scrollTop = 0;
      const first = screen?.querySelector<HTMLElement>("[data-focus]");
      // On the first page that is seen nothing is focused: a ring around it would look chosen.
      if (screen && navigator.userActivation?.hasBeenActive) {
        (first ?? main).focus({ preventScroll: true });
      }
    },
    say: (message) => setText(live, message),
  };
}
