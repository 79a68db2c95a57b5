/** Arenas, cups, rooms for a crowd and the projector's screen: fetched when they are gone to. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/emotes.css";
import "../styles/rules.css";
import "../styles/sheet.css";
import "../styles/competition.css";
import "../styles/bracket.css";
import "../styles/projector.css";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { Page } from "../app-context.ts";
import type { CompetitionPlace } from "../routing/routes.ts";
import { kindOf } from "../ui/competition/places.ts";
import { hallPage } from "./competition.ts";
import { showUnknown } from "./competition-notices.ts";
import { makeCompetitionPage } from "./make-competition.ts";
import { projectorPage } from "./projector.ts";

export { loadCompetitionTexts as loadTexts } from "../ui/competition-texts.ts";

/** The page at this address; without a code, where one is made. */
export function competitionPage({ page, code }: { page: CompetitionPlace; code: string }): Page {
  if (page !== "screen" && code === "") return makeCompetitionPage(kindOf(page));
  if (readCode(code) === "") return noSuchPage(code);
  return page === "screen" ? projectorPage(code) : hallPage(page, code);
}

const noSuchPage =
  (code: string): Page =>
  (app) => {
    showUnknown(app, code);
    return () => app.screen.show(null);
  };
