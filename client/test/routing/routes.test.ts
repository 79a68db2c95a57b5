import { expect, test } from "vitest";
import { addressOf, parseRoute, type Route } from "../../src/routing/routes.ts";

test.each<[string, Route]>([
  ["/", { page: "home" }],
  ["/?probe", { page: "home" }],
  ["/play", { page: "play" }],
  ["/play/", { page: "play" }],
  ["/practice", { page: "practice", level: null }],
  ["/practice?level=zoe", { page: "practice", level: "zoe" }],
  ["/two", { page: "two", playing: false }],
  ["/two/", { page: "two", playing: false }],
  ["/two/match?probe", { page: "two", playing: true }],
  ["/two/three", { page: "unknown", path: "/two/three" }],
  ["/r", { page: "room", code: "" }],
  ["/r/KFRTBN", { page: "room", code: "KFRTBN" }],
  ["/r/kfr-tbn?probe", { page: "room", code: "KFRTBN" }],
  ["/r/kfr%20tbn", { page: "room", code: "KFRTBN" }],
  ["/r/AEIOU", { page: "room", code: "AEIOU" }],
  ["/r/%E0%A4%A", { page: "unknown", path: "/r/%E0%A4%A" }],
  ["/r/a/b", { page: "unknown", path: "/r/a/b" }],
  ["/watch/x-Y_9zz12", { page: "watch", id: "x-Y_9zz12" }],
  ["/watch/KFRTBN", { page: "watch", id: "KFRTBN" }],
  ["/me", { page: "me" }],
  ["/top?probe", { page: "top" }],
  ["/daily/", { page: "daily" }],
  ["/player/abcdefghijklmnop?probe", { page: "player", id: "abcdefghijklmnop" }],
  ["/player", { page: "unknown", path: "/player" }],
  ["/move", { page: "move", code: "" }],
  ["/move#KFRT%20BNXZ", { page: "move", code: "KFRT BNXZ" }],
  ["/privacy/", { page: "privacy" }],
  ["/watch", { page: "unknown", path: "/watch" }],
  ["/overlay/x-Y_9zz12", { page: "overlay", id: "x-Y_9zz12" }],
  ["/tv/", { page: "tv" }],
  ["/overlay", { page: "unknown", path: "/overlay" }],
  ["/PLAY", { page: "unknown", path: "/PLAY" }],
])("%s is read as a page", (address, route) => {
  expect(parseRoute(address)).toEqual(route);
});

test.each<Route>([
  { page: "home" },
  { page: "play" },
  { page: "practice", level: null },
  { page: "practice", level: "mo" },
  { page: "two", playing: false },
  { page: "two", playing: true },
  { page: "room", code: "" },
  { page: "room", code: "KFRTBN" },
  { page: "watch", id: "x-Y_9zz12" },
  { page: "overlay", id: "x-Y_9zz12" },
  { page: "me" },
  { page: "top" },
  { page: "daily" },
  { page: "player", id: "abcdefghijklmnop" },
  { page: "move", code: "" },
  { page: "move", code: "KFRTBNXZ" },
  { page: "privacy" },
  { page: "tv" },
  { page: "unknown", path: "/nowhere" },
])("the address of $page leads back to it", (route) => {
  expect(parseRoute(addressOf(route))).toEqual(route);
});
