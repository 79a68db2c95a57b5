/**
 * The themes as data; the style sheet and through it the canvas take their colours from here. The
 * ratios between them are tested. Pure.
 */

export interface Theme {
  /** What the browser's own controls look like. */
  scheme: "dark" | "light";
  /** The floor from its rim to under the lamps. */
  ground: string;
  surface: string;
  floodlight: string;
  line: string;
  ink: string;
  inkSoft: string;
  own: string;
  opponent: string;
  /** Text on a bar in the own colour. */
  onOwn: string;
  ownTrace: string;
  opponentTrace: string;
  ball: string;
  danger: string;
  /** How much things shine, 0 to 1. */
  glow: number;
  /** How visible the line is that the ball draws, 0 to 1. */
  trace: number;
  /** Opacity of the numbers on the floor: faint, but over the ratio for large text. */
  score: number;
  /** 1 when ball and bars have corners. */
  square: 0 | 1;
}

/**
 * A court at night, photographed with the shutter open: two lamps, one warm and one cool, and the
 * line that the ball has drawn between them. Yours is always the warm one.
 */
const night: Theme = {
  scheme: "dark",
  ground: "#0a2226",
  surface: "#0e2f34",
  floodlight: "#17474c",
  line: "#6b9c9c",
  ink: "#f2efe6",
  inkSoft: "#b3cac8",
  own: "#ffb454",
  opponent: "#a9dcf5",
  onOwn: "#0a2226",
  // The warm line keeps its colour on the cool floor only when it is deeper than its lamp.
  ownTrace: "#ff9526",
  opponentTrace: "#7cc4ee",
  ball: "#fffdf6",
  danger: "#ff9e8d",
  glow: 1,
  trace: 1,
  score: 0.52,
  square: 0,
};

/** The same court at noon. */
const light: Theme = {
  scheme: "light",
  ground: "#dfe9e6",
  surface: "#eaf2ee",
  floodlight: "#fafcf8",
  line: "#6a8785",
  ink: "#10292c",
  inkSoft: "#3f5a59",
  own: "#964800",
  opponent: "#0b5c83",
  onOwn: "#ffffff",
  ownTrace: "#e07b16",
  opponentTrace: "#2f8fc4",
  ball: "#10292c",
  danger: "#a8221a",
  glow: 0.4,
  trace: 0.85,
  score: 0.68,
  square: 0,
};

/** As it came from the arcade: white on black, no line, corners. */
const classic: Theme = {
  scheme: "dark",
  ground: "#000000",
  surface: "#000000",
  floodlight: "#000000",
  line: "#ffffff",
  ink: "#ffffff",
  inkSoft: "#c4c4c4",
  own: "#ffffff",
  opponent: "#ffffff",
  onOwn: "#000000",
  ownTrace: "#ffffff",
  opponentTrace: "#ffffff",
  ball: "#ffffff",
  danger: "#ffffff",
  glow: 0,
  trace: 0,
  score: 1,
  square: 1,
};

/** Nothing soft: every ratio is over 7. */
const contrast: Theme = {
  scheme: "dark",
  ground: "#000000",
  surface: "#000000",
  floodlight: "#000000",
  line: "#ffffff",
  ink: "#ffffff",
  inkSoft: "#ffffff",
  own: "#ffd400",
  opponent: "#5cecff",
  onOwn: "#000000",
  ownTrace: "#ffd400",
  opponentTrace: "#5cecff",
  ball: "#ffffff",
  danger: "#ffb0a6",
  glow: 0,
  trace: 0.6,
  score: 0.8,
  square: 0,
};

export const THEMES = { night, light, classic, contrast };
export type ThemeName = keyof typeof THEMES;

/** What was remembered, when there is such a theme; null lets the system choose. */
export const asTheme = (name: string | null): ThemeName | null =>
  name !== null && Object.hasOwn(THEMES, name) ? (name as ThemeName) : null;

/** A theme's values as declarations of a style sheet. */
function declarations({ scheme, ...values }: Theme): string {
  const lines = Object.entries(values).map(([name, value]) => {
    const property = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return `--${property}: ${value};`;
  });
  return [`color-scheme: ${scheme};`, ...lines].join(" ");
}

/** The rules for all themes: night, unless the system or the person prefers another. */
export function themeRules(): string {
  const free = ":root:not([data-theme])";
  const chosen = Object.entries(THEMES).map(
    ([name, theme]) => `:root[data-theme="${name}"] { ${declarations(theme)} }`,
  );
  return [
    `:root { ${declarations(night)} }`,
    `@media (prefers-color-scheme: light) { ${free} { ${declarations(light)} } }`,
    `@media (prefers-contrast: more) { ${free} { ${declarations(contrast)} } }`,
    ...chosen,
  ].join("\n");
}
