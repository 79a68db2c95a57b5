/** What is said and asked around a competition besides its hall. */
import { readCode, showCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { AppContext } from "../app-context.ts";
import { competitionText } from "../ui/competition-texts.ts";
import { createLoading, createNotice, type Way } from "../ui/notice.ts";
import { openQuestion } from "../ui/question.ts";
import { text } from "../ui/texts.ts";

/** On the way there, with a way out. */
export const showConnecting = (app: AppContext): void =>
  app.screen.show(createLoading(text("connecting"), homeWay(app)));

const homeWay = (app: AppContext): Way => ({
  label: text("home"),
  go: () => app.go({ page: "home" }),
});

/** Nobody has this code, or it was over long ago. */
export function showUnknown(app: AppContext, code: string): void {
  app.title.set("");
  const ways = [
    { label: competitionText("make"), go: () => app.go({ page: "arena", code: "" }) },
    homeWay(app),
  ];
  const message = competitionText("unknown", { code: readCode(code) ? showCode(code) : code });
  app.screen.show(createNotice(competitionText("unknownTitle"), message, ways, "empty"));
}

/** There is no way back into a cup; returns what closes the question. */
export const askToLeaveCup = (leave: () => void): (() => void) =>
  openQuestion({
    title: () => competitionText("leaveTitle"),
    message: () => competitionText("leaveText"),
    no: () => text("stay"),
    yes: () => text("leave"),
    onYes: leave,
    onClosed: () => undefined,
  });
