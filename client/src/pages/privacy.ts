/** What is stored of players, for how long, what others see, and how it is deleted. */
import type { Page } from "../app-context.ts";
import { h } from "../platform/dom.ts";
import { type PlayerKey, playerText } from "../ui/player-texts.ts";
import { routeLink } from "../ui/route-link.ts";
import { onLanguage, text } from "../ui/texts.ts";
import { sheetHead } from "./sheet-head.ts";

const PARTS: readonly (readonly [title: PlayerKey, words: PlayerKey])[] = [
  ["storedTitle", "stored"],
  ["cookieTitle", "cookie"],
  ["browserTitle", "browser"],
  ["addressTitle", "address"],
  ["seenTitle", "seen"],
  ["dailyTitle", "dailyStored"],
  ["keptTitle", "kept"],
  ["rightsTitle", "rights"],
  ["operatorTitle", "operator"],
];

export const privacyPage: Page = (app) => {
  const show = () => {
    app.title.set(text("privacy"));
    app.screen.show(
      h(
        "section",
        { class: "sheet words" },
        sheetHead(app),
        h("h1", {}, text("privacy")),
        h("p", { class: "lead" }, playerText("privacyShort")),
        ...PARTS.flatMap(([title, words]) => [
          h("h2", {}, playerText(title)),
          h("p", {}, playerText(words, { page: text("yourMatches") })),
        ]),
        h("p", {}, routeLink({ page: "me" }, app.go, {}, text("yourMatches"))),
      ),
    );
  };
  show();
  const forget = onLanguage(show);
  return () => {
    forget();
    app.screen.show(null);
  };
};
