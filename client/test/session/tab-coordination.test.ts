import { expect, test } from "vitest";
import {
  answerOtherTabs,
  askOtherTabs,
  type PlayedElsewhere,
} from "../../src/session/tab-coordination.ts";

const MATCH = { seat: {}, opponent: "Bob", room: "" } as PlayedElsewhere;

test("a match of another tab is found until it is over", async () => {
  expect(await askOtherTabs()).toBeNull();
  const quiet = answerOtherTabs(() => MATCH);
  expect(await askOtherTabs()).toEqual(MATCH);
  quiet();
  expect(await askOtherTabs()).toBeNull();
});

test("a tab in a match is waited for when it is busy", async () => {
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  void navigator.locks.request("quickpong-match", { mode: "shared" }, () => left);
  const busy = new BroadcastChannel("quickpong");
  // Longer than tabs take to answer where there are no locks.
  busy.onmessage = () => setTimeout(() => busy.postMessage({ playing: MATCH }), 400);
  expect(await askOtherTabs()).toEqual(MATCH);
  busy.close();
  leave();
});
