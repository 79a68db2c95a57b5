/** Lets a page import the client's own sources, so that a browser runs what a test asks for alone. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import type { Page } from "@playwright/test";
import { inTop } from "../../lib/paths.ts";

/** Serves `/source/<path>`, without its types, from the top of the repository. */
export async function serveSources(page: Page): Promise<void> {
  await page.route("**/source/**", async (route) => {
    const path = new URL(route.request().url()).pathname.replace("/source/", "");
    const body = stripTypeScriptTypes(readFileSync(inTop(path), "utf8")).replaceAll(
      "@quickpong/shared/",
      "/source/shared/src/",
    );
    await route.fulfill({ body, contentType: "text/javascript" });
  });
}
