/** Why there is nothing to come to at a private room's link. */
import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import { showCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { AppContext } from "../app-context.ts";
import { more } from "../ui/more-texts.ts";
import { createNotice, type Way } from "../ui/notice.ts";
import { text } from "../ui/texts.ts";

type FullRoom = Extract<InviteAnswer, { state: "full" }>;

/** Two others play in the room; it may be possible to watch. */
export function showFullRoom(
  app: AppContext,
  code: string,
  { players, watch: mayWatch }: FullRoom,
): void {
  const [left = "", right = ""] = players;
  const watch: Way = {
    label: more("watchInstead"),
    go: () => app.go({ page: "watch", id: code }),
  };
  showNotice(app, "roomFullTitle", more("roomFull", { left, right }), mayWatch ? [watch] : []);
}

/** Two others play, and by now no more is known of it. */
export const showTakenRoom = (app: AppContext): void =>
  showNotice(app, "roomFullTitle", more("roomOver"), []);

export const showRoomOver = (app: AppContext): void =>
  showNotice(app, "roomOverTitle", more("roomOver"), []);

export const showUnknownRoom = (app: AppContext, code: string): void =>
  showNotice(app, "roomUnknownTitle", more("roomUnknown", { code: showCode(code) }), []);

function showNotice(
  app: AppContext,
  title: "roomOverTitle" | "roomFullTitle" | "roomUnknownTitle",
  message: string,
  ways: Way[],
): void {
  const anew: Way = { label: more("newRoom"), go: () => app.go({ page: "room", code: "" }) };
  const home: Way = { label: text("home"), go: () => app.go({ page: "home" }) };
  app.title.set("");
  const mark = title === "roomFullTitle" ? "whole" : "empty";
  app.screen.show(createNotice(more(title), message, [...ways, anew, home], mark));
}
