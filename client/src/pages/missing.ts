/** A page's code could not be fetched: the line is gone, or the server has a newer client. */
import type { Page } from "../app.ts";
import type { Route } from "../routes.ts";
import { createNotice } from "../ui/notice.ts";
import { text } from "../ui/texts.ts";

export const missingPage =
  (route: Route): Page =>
  (app) => {
    const ways = [
      { label: text("tryAgain"), go: () => app.go(route) },
      { label: text("reload"), go: () => location.reload() },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ];
    app.screen.show(createNotice(text("unreachableTitle"), text("unreachable"), ways));
    return () => app.screen.show(null);
  };
