/** The tab's title: the page's name, and a call for whoever looks elsewhere. */

export interface Title {
  /** Names the page that is shown; "" for the game alone. */
  set(name: string): void;
  /** Calls until the tab is looked at. */
  call(message: string): void;
}

const GAME = "Quickpong";
/** Turning between two titles is seen in a row of tabs (ms). */
const TURN_EVERY = 900;

/** Takes the document's title over. */
export function createTitle(): Title {
  let own = GAME;
  let timer = 0;
  const quiet = () => {
    clearInterval(timer);
    document.title = own;
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) quiet();
  });
  return {
    set(name) {
      own = name ? `${name} · ${GAME}` : GAME;
      quiet();
    },
    call(message) {
      clearInterval(timer);
      if (!document.hidden) return;
      const turn = () => {
        document.title = document.title === message ? own : message;
      };
      document.title = message;
      timer = window.setInterval(turn, TURN_EVERY);
    },
  };
}
