import { expect, test } from "vitest";
import { baseOf } from "../public-url.ts";

test("files are asked for below the path of the public address", () => {
  expect(baseOf("https://example.org/pong/")).toBe("/pong/");
  for (const url of ["https://pong.example", "https://pong.example/", undefined, ""])
    expect(baseOf(url)).toBe("/");
});

test("what is no address stops the build", () => {
  const bad = ["pong.example", "https://pong.example/?game", "javascript:0", 'https://x"><script>'];
  for (const url of bad) expect(() => baseOf(url), url).toThrow("PUBLIC_URL");
});
