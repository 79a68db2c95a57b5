import { expect, test } from "vitest";
import { addressOf, parseRoute, type Route } from "../src/routes.ts";

test.each<[string, Route]>([
  ["/", { page: "home" }],
  ["/?probe", { page: "home" }],
  ["/play", { page: "play" }],
  ["/play/", { page: "play" }],
  ["/practice", { page: "practice", level: null }],
  ["/practice?level=pro", { page: "practice", level: "pro" }],
  ["/practice?level=wizard", { page: "practice", level: null }],
  ["/r/ABCDE", { page: "unknown", path: "/r/ABCDE" }],
  ["/PLAY", { page: "unknown", path: "/PLAY" }],
])("%s is read as a page", (address, route) => {
  expect(parseRoute(address)).toEqual(route);
});

test.each<Route>([
  { page: "home" },
  { page: "play" },
  { page: "practice", level: null },
  { page: "practice", level: "club" },
  { page: "unknown", path: "/nowhere" },
])("the address of $page leads back to it", (route) => {
  expect(parseRoute(addressOf(route))).toEqual(route);
});
