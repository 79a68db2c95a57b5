import { expect, test } from "vitest";
import { readPublicUrl, withoutBase } from "../src/protocol/public-url.ts";

test("an address has an origin and, below its top, a path", () => {
  const top = { origin: "https://pong.example", basePath: "" };
  expect(readPublicUrl("https://pong.example")).toEqual(top);
  expect(readPublicUrl("https://pong.example/")).toEqual(top);
  const below = { origin: "http://example.org:8080", basePath: "/games/pong" };
  expect(readPublicUrl("http://example.org:8080/games/pong/")).toEqual(below);
});

test.each([
  "pong.example",
  "javascript:0",
  'https://x"><script>',
  "https://x/a b",
  "https://x/../y",
  "https://x//y",
  "https://x/?y",
  "https://x/#y",
  "https://u:p@x/",
  "https://X/",
])("%s is none", (value) => {
  expect(() => readPublicUrl(value)).toThrow("expected an address");
});

test("a path is read below its base, whether or not a proxy has cut the base off", () => {
  for (const [path, rest] of [
    ["/pong/play?x=1", "/play?x=1"],
    ["/pong/", "/"],
    ["/pong", "/"],
    ["/pong?x=1", "/?x=1"],
    ["/play", "/play"],
    ["/pongo/play", "/pongo/play"],
  ] as const) {
    expect(withoutBase(path, "/pong")).toBe(rest);
    expect(withoutBase(path, "")).toBe(path);
  }
});
