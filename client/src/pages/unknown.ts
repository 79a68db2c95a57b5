/** There is nothing at this address. */
import type { Page } from "../app-context.ts";
import { createNotice } from "../ui/notice.ts";
import { text } from "../ui/texts.ts";

export const unknownPage =
  (path: string): Page =>
  (app) => {
    const ways = [
      { label: text("play"), go: () => app.go({ page: "play" }) },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ];
    app.screen.show(createNotice(text("unknownTitle"), text("unknown", { path }), ways, "empty"));
    return () => app.screen.show(null);
  };
