import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withPublicUrl } from "../public-url.ts";

const page = readFileSync(new URL("../index.html", import.meta.url), "utf8");

test("the shared picture has a whole address when the operator has told it", () => {
  for (const url of ["https://pong.example", "https://pong.example/"]) {
    const built = withPublicUrl(page, url);
    expect(built).toContain('property="og:image" content="https://pong.example/social.png"');
    expect(built).toContain('property="og:url" content="https://pong.example/"');
  }
  const below = withPublicUrl(page, "https://example.org/pong/");
  expect(below).toContain('property="og:image" content="https://example.org/pong/social.png"');
  expect(withPublicUrl(page, undefined)).toBe(page);
  expect(withPublicUrl(page, "")).toBe(page);
});

test("what is no address stops the build", () => {
  const bad = ["pong.example", "https://pong.example/?game", "javascript:0", 'https://x"><script>'];
  for (const url of bad) expect(() => withPublicUrl(page, url), url).toThrow("PUBLIC_URL");
});
