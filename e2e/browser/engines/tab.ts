/** One page in one of the engines: what the tests need of it, with the same words for each. */

export type EngineName = "chromium" | "firefox" | "webkit";

/** A browser that runs. */
export interface Engine {
  readonly name: EngineName;
  /** Opens a tab that shares nothing with others of the same engine, of this size of the page (px). */
  open(size?: Size): Promise<Tab>;
  close(): Promise<void>;
}

export interface Size {
  width: number;
  height: number;
}

export const DESKTOP: Size = { width: 960, height: 600 };

const POLL_MS = 50;
const PATIENCE_MS = 20_000;
/** WebKit's driver now and then never answers what it was asked while a page goes; the next question it does. */
const ANSWER_MS = 4000;

/** Rejects when `work` takes longer than `ms`. */
async function withinMs<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Each engine's own says how it does these; what is made of them is the same for all. */
export abstract class Tab {
  abstract readonly engine: EngineName;
  /** Resolves when the page has loaded. */
  abstract goto(address: string): Promise<void>;
  /** Calls a function that needs nothing from around it in the page. */
  abstract evaluate<R, A = undefined>(work: (given: A) => R, given?: A): Promise<Awaited<R>>;
  abstract clickAt(x: number, y: number): Promise<void>;
  /** A key of the keyboard, such as "w", "Enter" or "Meta", by its name. */
  abstract key(way: "down" | "up", key: string): Promise<void>;
  abstract reload(): Promise<void>;
  /** Errors and warnings of the page's console and what it threw, since it was opened. */
  abstract complaints(): Promise<string[]>;
  abstract close(): Promise<void>;

  /** Waits until the condition holds in the page and returns what it says. */
  async until<R, A = undefined>(
    what: string,
    work: (given: A) => R,
    given?: A,
    patience = PATIENCE_MS,
  ): Promise<NonNullable<Awaited<R>>> {
    const deadline = performance.now() + patience;
    let last: unknown;
    while (performance.now() < deadline) {
      try {
        last = await withinMs(ANSWER_MS, this.evaluate(work, given));
        if (last) return last as NonNullable<Awaited<R>>;
      } catch (error) {
        // A page that goes answers nothing; the next one will.
        last = error;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    const shown = await withinMs(ANSWER_MS, this.evaluate(pageInWords)).catch(String);
    throw new Error(
      `${this.engine}: ${what}: not within ${patience} ms, at last ${String(last)}; the page is ${shown}`,
    );
  }

  /** Presses with the mouse what a person would call so: a button, a link, a choice. */
  async click(name: string): Promise<void> {
    const { x, y } = await this.until(`"${name}" can be pressed`, placeOf, name);
    await this.clickAt(x, y);
  }

  /** Waits for these words on the page. */
  async sees(words: string, patience?: number): Promise<void> {
    const shown = (given: string) =>
      [...document.querySelectorAll<HTMLElement>("main, #hud, [role=dialog]")].some((part) =>
        // biome-ignore lint/performance/useDomNodeTextContent: hidden words are not seen.
        part.innerText.toLowerCase().includes(given.toLowerCase()),
      );
    await this.until(`"${words}" is shown`, shown, words, patience);
  }

  /** Types into what has the focus. */
  async type(text: string): Promise<void> {
    for (const letter of text) await this.press(letter);
  }

  async press(key: string): Promise<void> {
    await this.key("down", key);
    await this.key("up", key);
  }

  /** As the browser's own button does, without waiting for what comes of it. */
  back(): Promise<void> {
    return this.evaluate(() => void setTimeout(() => history.back()));
  }
}

/** Runs in the page: where it is and the beginning of what it shows, for whoever reads a failure. */
function pageInWords(): string {
  const part =
    document.querySelector<HTMLElement>("[role=dialog]") ?? document.querySelector("main");
  // biome-ignore lint/performance/useDomNodeTextContent: hidden words are not seen.
  const words = part?.innerText.replace(/\s+/g, " ").slice(0, 200) ?? "";
  return `${location.pathname}: "${words}"`;
}

/** The middle of what is called so, once it stands still and nothing lies on it; null before. */
async function placeOf(name: string): Promise<{ x: number; y: number } | null> {
  const layer = document.querySelector("[role=dialog]") ?? document;
  const all = [...layer.querySelectorAll<HTMLElement>("button, a, label, summary")];
  const called = all.filter(
    (each) => (each.getAttribute("aria-label") ?? each.textContent).trim() === name,
  );
  const middle = (of: HTMLElement) => {
    const { left, top, width, height } = of.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  const free = (each: HTMLElement) => {
    each.scrollIntoView({ block: "nearest" });
    const { x, y } = middle(each);
    const top = document.elementFromPoint(x, y);
    return top !== null && (each.contains(top) || top.contains(each)) && top !== document.body;
  };
  const found = called.find((each) => each.getClientRects().length > 0 && free(each));
  if (!found) return null;
  const before = middle(found);
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const now = middle(found);
  return now.x === before.x && now.y === before.y ? now : null;
}
