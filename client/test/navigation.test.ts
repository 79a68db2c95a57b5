import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNavigation } from "../src/navigation.ts";

/** A browser's history, as far as navigation goes: entries, and popstate a moment after a move. */
class FakeHistory extends EventTarget {
  entries = [{ state: null as unknown, url: "http://court/" }];
  at = 0;
  get state() {
    return this.entries[this.at]?.state;
  }
  replaceState(state: unknown, _: string, url: string) {
    this.entries[this.at] = { state, url: new URL(url, "http://court").href };
  }
  pushState(state: unknown, _: string, url: string) {
    this.entries.splice(++this.at);
    this.replaceState(state, _, url);
  }
  go(way: number) {
    queueMicrotask(() => {
      this.at += way;
      this.dispatchEvent(Object.assign(new Event("popstate"), { state: this.state }));
    });
  }
  get url() {
    return new URL(this.entries[this.at]?.url ?? "");
  }
}

let browser: FakeHistory;
beforeEach(() => {
  browser = new FakeHistory();
  vi.stubGlobal("history", browser);
  vi.stubGlobal("window", browser);
  vi.stubGlobal("location", {
    origin: "http://court",
    get href() {
      return browser.url.href;
    },
    get pathname() {
      return browser.url.pathname;
    },
    get search() {
      return browser.url.search;
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Goes home, to the levels, to play; says what was shown since. */
function atPlay() {
  const shown: string[] = [];
  const navigation = createNavigation((route) => shown.push(route.page));
  navigation.go({ page: "practice", level: null });
  navigation.go({ page: "play" });
  shown.length = 0;
  return { navigation, shown };
}

test("back goes back, at once or however many pages", async () => {
  const { shown } = atPlay();
  browser.go(-1);
  await settled();
  browser.go(1);
  await settled();
  browser.go(-2);
  await settled();
  expect(shown).toEqual(["practice", "play", "home"]);
});

test.each([-1, -2])("who holds the page is asked, stays, and may go on later (%i)", async (way) => {
  const { navigation, shown } = atPlay();
  let goOn = () => {};
  navigation.hold((later) => {
    goOn = later;
    return true;
  });
  browser.go(way);
  await settled();
  expect([shown, browser.url.pathname]).toEqual([[], "/play"]);
  browser.go(way);
  await settled();
  expect([shown, browser.url.pathname]).toEqual([[], "/play"]);
  goOn();
  await settled();
  expect(shown).toEqual([way === -1 ? "practice" : "home"]);
});

test("who does not mind does not hold it", async () => {
  const { navigation, shown } = atPlay();
  navigation.hold(() => false);
  browser.go(-1);
  await settled();
  expect(shown).toEqual(["practice"]);
});
