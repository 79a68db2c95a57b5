/** Puts the page into a theme and keeps what is painted in step with it. */
import type { Layout } from "../layout/layout.ts";
import type { ThemeName } from "./themes.ts";

export interface Theming {
  /** Takes a theme; null follows the system. */
  use(theme: ThemeName | null): void;
  /** The style sheet has come. */
  refresh(): void;
}

/** Starts with `theme`. What is painted on `canvases` is painted anew on every change, as if the window had changed. */
export function createTheming(
  layout: Layout,
  theme: ThemeName | null,
  canvases: readonly HTMLElement[],
): Theming {
  const root = document.documentElement;
  const apply = () => {
    const ground = getComputedStyle(root).getPropertyValue("--ground").trim();
    // Without a sheet canvases would lie in the words' way.
    for (const canvas of canvases) canvas.hidden = ground === "";
    if (ground) document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
    layout.refresh();
  };
  const use = (name: ThemeName | null) => {
    if (name === null) delete root.dataset["theme"];
    else root.dataset["theme"] = name;
    apply();
  };
  for (const preference of ["(prefers-color-scheme: light)", "(prefers-contrast: more)"]) {
    matchMedia(preference).addEventListener("change", apply);
  }
  use(theme);
  return { use, refresh: apply };
}
