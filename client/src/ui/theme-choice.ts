/** The menu of themes. */
import type { ThemeName } from "../themes.ts";
import { createChoice } from "./choice.ts";
import { lampIcon } from "./icons.ts";
import { text } from "./texts.ts";

/** Builds it; `null` is the system's choice. */
export function createThemeChoice(
  chosen: ThemeName | null,
  onChange: (theme: ThemeName | null) => void,
): HTMLElement {
  return createChoice<ThemeName | "auto">({
    label: text("theme"),
    icon: lampIcon(),
    values: {
      auto: text("theme_auto"),
      night: text("theme_night"),
      light: text("theme_light"),
      classic: text("theme_classic"),
      contrast: text("theme_contrast"),
    },
    chosen: chosen ?? "auto",
    onChoose: (value) => onChange(value === "auto" ? null : value),
  });
}
