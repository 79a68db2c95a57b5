/**
 * Has the page ask for its style sheet without depending on it: in some browsers no script runs before
 * a sheet has come, in others all of them do. `theme/style-sheet.ts` puts it in and says how long it is
 * waited for.
 */
import type { Plugin } from "vite";

const SHEET = /<link rel="stylesheet"/g;

/** A Vite plugin for the production build. */
export function patientSheet(): Plugin {
  return {
    name: "patient-sheet",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html) => html.replace(SHEET, '<link rel="preload" as="style"'),
    },
  };
}
