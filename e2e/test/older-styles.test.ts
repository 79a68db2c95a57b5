/** What the build says a second time for older browsers. */
import { type InlineConfig, preprocessCSS, resolveConfig } from "vite";
import { expect, test } from "vitest";
import { olderStyles } from "../../client/older-styles.ts";

async function built(css: string): Promise<string> {
  const options: InlineConfig = { configFile: false, css: { postcss: { plugins: [olderStyles] } } };
  const { code } = await preprocessCSS(css, "some.css", await resolveConfig(options, "build"));
  return code.replace(/\s+/g, " ");
}

test("a mixed colour is said once more without mixing", async () => {
  expect(await built("a { color: color-mix(in srgb, var(--ink) 60%, transparent); }")).toMatch(
    /@supports not \(color: color-mix\(.*\)\) ?\{ ?a ?\{ ?color: var\(--ink\);? ?\} ?\}$/,
  );
});

test("a mix that can't be said otherwise ends the build with a sentence", async () => {
  const css = "a { color: color-mix(in srgb, red 60%, var(--ink)); }";
  await expect(built(css)).rejects.toThrow(/older browsers need a var\(\) first/);
});
