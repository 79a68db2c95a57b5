/** Writes the themes into the style sheet, so that the first paint already has the right one. */
import type { Plugin } from "vite";
import { themeRules } from "./src/theme/themes.ts";

const PLACE = "/* themes */";

/** A Vite plugin: the rules of all themes in place of a comment in tokens.css. */
export function themeStyles(): Plugin {
  return {
    name: "theme-styles",
    enforce: "pre",
    transform(code, id) {
      return id.split("?")[0]?.endsWith("/tokens.css") ? code.replace(PLACE, themeRules()) : null;
    },
  };
}
