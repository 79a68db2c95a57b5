import { expect, test } from "vitest";
import { asTheme, THEMES, type Theme, themeRules } from "../../src/theme/themes.ts";

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}

/** What `colour` looks like with an opacity on a floor. */
function laidOver(colour: string, floor: string, alpha: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [colour, floor].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    const mixed = Math.round((a as number) * alpha + (b as number) * (1 - alpha));
    return mixed.toString(16).padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

const themes = Object.entries(THEMES) as [string, Theme][];
const TEXTS = ["ink", "inkSoft", "own", "opponent", "danger"] as const;
const SHAPES = ["ball", "line", "own", "opponent"] as const;
const FLOORS = ["ground", "surface", "floodlight"] as const;

test.each(themes)("%s: texts and shapes stand out from every part of the floor", (name, theme) => {
  const text = name === "contrast" ? 7 : 4.5;
  for (const floor of FLOORS) {
    for (const key of TEXTS) {
      expect(ratio(theme[key], theme[floor]), `${key} on ${floor}`).toBeGreaterThanOrEqual(text);
    }
    for (const key of SHAPES) {
      expect(ratio(theme[key], theme[floor]), `${key} on ${floor}`).toBeGreaterThanOrEqual(3);
    }
  }
  for (const key of ["own", "opponent"] as const) {
    const score = laidOver(theme[key], theme.surface, theme.score);
    expect(ratio(score, theme.surface), `${key} score`).toBeGreaterThanOrEqual(3);
  }
  expect(ratio(theme.onOwn, theme.own), "text on a lit bar").toBeGreaterThanOrEqual(text);
});

test("the ratio is the one of WCAG", () => {
  expect(ratio("#000000", "#ffffff")).toBe(21);
  expect(ratio("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("the rules name every theme and follow the system unless one is chosen", () => {
  const rules = themeRules();
  for (const name of Object.keys(THEMES)) expect(rules).toContain(`[data-theme="${name}"]`);
  expect(rules).toContain("--own-trace: #ff9526;");
  expect(rules).toContain("(prefers-color-scheme: light) { :root:not([data-theme])");
});

test("only a theme that exists is remembered", () => {
  expect(asTheme("classic")).toBe("classic");
  expect(asTheme("constructor")).toBeNull();
  expect(asTheme(null)).toBeNull();
});
