/** An arena, a cup or a room for a crowd is opened: what, and by which rules. */
import type {
  CompetitionKind,
  CompetitionSettings,
} from "@quickpong/shared/protocol/competition.ts";
import type { AppContext, Page } from "../app-context.ts";
import { h } from "../platform/dom.ts";
import { UNREACHABLE } from "../platform/unreachable.ts";

import { keepHost } from "../session/competition-storage.ts";
import { createCompetition } from "../session/competitions-api.ts";
import { createMakeForm } from "../ui/competition/make-form.ts";
import { placeOf } from "../ui/competition/places.ts";
import { competitionText } from "../ui/competition-texts.ts";
import { createLoading, createNotice } from "../ui/notice.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { showErrorPage } from "./error-page.ts";

/** Begins with `kind`. */
export const makeCompetitionPage =
  (kind: CompetitionKind): Page =>
  (app) => {
    let here = true;
    const make = async (settings: CompetitionSettings) => {
      app.screen.show(createLoading(text("connecting")));
      const made = await createCompetition(settings);
      if (!here) return;
      if (typeof made !== "number") {
        keepHost(made.code, made.host);
        return app.go({ page: placeOf(settings.kind), code: made.code });
      }
      if (made === UNREACHABLE) return showErrorPage(app, made, false);
      app.screen.show(failedNotice(app));
    };
    const show = () => {
      app.title.set(competitionText("many"));
      const form = createMakeForm({ kind, onMake: (settings) => void make(settings) });
      app.screen.show(sheetOf(app, form));
    };
    show();
    const forget = onLanguage(show);
    return () => {
      here = false;
      forget();
      app.screen.show(null);
    };
  };

function sheetOf(app: AppContext, form: HTMLElement): HTMLElement {
  const home = () => app.go({ page: "home" });
  return h(
    "article",
    { class: "sheet making" },
    h(
      "nav",
      { class: "head" },
      h("button", { class: "small", type: "button", onclick: home }, text("home")),
    ),
    h("section", {}, h("h1", { tabindex: -1 }, competitionText("many")), form),
  );
}

function failedNotice(app: AppContext): HTMLElement {
  const ways = [
    { label: text("tryAgain"), go: () => app.go({ page: "arena", code: "" }) },
    { label: text("home"), go: () => app.go({ page: "home" }) },
  ];
  return createNotice(competitionText("failedTitle"), competitionText("failed"), ways);
}
