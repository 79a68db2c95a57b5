import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createNavigation } from "../../src/routing/navigation.ts";

/** A browser's history, as far as navigation goes: entries, and popstate a moment after a move. */
class FakeHistory extends EventTarget {
  entries = [{ state: null as unknown, url: "http://court/" }];
  at = 0;
  /** How often the game was left for the page before it. */
  left = 0;
  /** Whether there is such a page. */
  opened = true;
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
      if (this.at + way < 0) {
        if (this.opened) this.left++;
        return;
      }
      this.at += way;
      this.dispatchEvent(Object.assign(new Event("popstate"), { state: this.state }));
    });
  }
  back() {
    this.go(-1);
  }
  get url() {
    return new URL(this.entries[this.at]?.url ?? "");
  }
}

let browser: FakeHistory;
beforeEach(() => load(new FakeHistory()));

/** A page is loaded into this history. */
function load(history: FakeHistory): void {
  browser = history;
  vi.stubGlobal("history", browser);
  vi.stubGlobal("window", browser);
  vi.stubGlobal("navigator", { userActivation: { hasBeenActive: true } });
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
}
afterEach(() => {
  vi.unstubAllGlobals();
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Goes home, to the levels, to play; says what was shown since. */
function atPlay() {
  const shown: string[] = [];
  const navigation = createNavigation();
  navigation.listen((route) => shown.push(route.page));
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
  navigation.setLeaveGuard((later) => {
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

test("a leave guard that does not mind does not hold the page", async () => {
  const { navigation, shown } = atPlay();
  navigation.setLeaveGuard(() => false);
  browser.go(-1);
  await settled();
  expect(shown).toEqual(["practice"]);
});

/** A game that was opened at this address, and holds its page; says what was shown and how one goes on. */
function opened(url = "http://court/play") {
  browser.entries = [{ state: null, url }];
  const shown: string[] = [];
  const navigation = createNavigation();
  navigation.listen((route) => shown.push(route.page));
  const asked: (() => void)[] = [];
  const hold = () => navigation.setLeaveGuard((later) => asked.push(later) > 0);
  return { navigation, shown, asked, hold };
}

test("also back out of the game asks first, as often as it is pressed", async () => {
  const { hold, asked, shown } = opened();
  hold();
  for (const times of [1, 2]) {
    browser.back();
    await settled();
    expect([asked.length, browser.left, browser.at, shown]).toEqual([times, 0, 1, []]);
  }
  asked[0]?.();
  await settled();
  expect([browser.left, shown, browser.url.pathname]).toEqual([1, ["home"], "/"]);
});

test("with nothing to go back to, who leaves is at home", async () => {
  const { hold, asked, shown } = opened();
  browser.opened = false;
  hold();
  browser.back();
  await settled();
  asked[0]?.();
  await settled();
  expect([shown, browser.url.pathname]).toEqual([["home"], "/"]);
});

test("once nothing holds the page one press leaves it, and a page without a hold gets no entry", async () => {
  const { navigation, hold, shown } = opened();
  navigation.setLeaveGuard(null);
  expect(browser.entries.length).toBe(1);
  hold();
  hold();
  expect(browser.entries.length).toBe(2);
  navigation.setLeaveGuard(null);
  browser.back();
  await settled();
  expect([browser.left, shown]).toEqual([1, []]);
});

test("a page that was loaded anew knows which of its entries it is in", async () => {
  opened().hold();
  const { entries, at } = browser;
  load(Object.assign(new FakeHistory(), { entries, at }));
  const shown: string[] = [];
  const navigation = createNavigation();
  navigation.listen((route) => shown.push(route.page));
  navigation.setLeaveGuard(() => true);
  expect(browser.entries.length).toBe(2);
  browser.back();
  await settled();
  expect([browser.at, browser.left, shown]).toEqual([1, 0, []]);
});

test("pages gone to from there are come back to as ever", async () => {
  const { navigation, hold, shown } = opened();
  hold();
  navigation.setLeaveGuard(null);
  navigation.go({ page: "practice", level: null });
  browser.back();
  await settled();
  browser.back();
  await settled();
  expect([shown, browser.left]).toEqual([["practice", "play"], 1]);
});

test("before anybody has pressed anything there is no entry to be skipped", () => {
  vi.stubGlobal("navigator", { userActivation: { hasBeenActive: false } });
  const { hold } = opened();
  hold();
  expect(browser.entries.length).toBe(1);
  browser.dispatchEvent(new Event("keydown"));
  expect(browser.entries.length).toBe(2);
});

test("a page finds again what it has kept: after going back, and when it is loaded anew", async () => {
  const { navigation } = atPlay();
  navigation.keepNote({ pages: 3 });
  navigation.go({ page: "me" });
  expect(navigation.readNote()).toBeUndefined();
  browser.back();
  await settled();
  expect(navigation.readNote()).toEqual({ pages: 3 });
  const { entries, at } = browser;
  load(Object.assign(new FakeHistory(), { entries, at }));
  expect(createNavigation().readNote()).toEqual({ pages: 3 });
});

test("the same page anew has kept nothing", () => {
  const { navigation } = atPlay();
  navigation.keepNote({ pages: 3 });
  navigation.go({ page: "play" });
  expect(navigation.readNote()).toBeUndefined();
});
