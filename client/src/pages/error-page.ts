/** What to say when something ended that should not have, and where one can go from there. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { AppContext } from "../app-context.ts";
import { ModuleMissing, REFUSED } from "../platform/lazy-module.ts";
import { renewPage } from "../platform/reload.ts";
import { parseRoute } from "../routing/routes.ts";
import { createNotice, type NoticeSymbol, type Way } from "../ui/notice.ts";
import { type TextKey, text } from "../ui/texts.ts";

interface ErrorText {
  title: TextKey;
  message: TextKey;
  /** Only a newer page helps. */
  reload?: boolean;
  /** The way back to what this page was for, when it is not to try again. */
  again?: TextKey;
  mark?: NoticeSymbol;
}

const ERROR_TEXTS: Partial<Record<number, ErrorText>> = {
  [CloseReason.version]: { title: "versionTitle", message: "version", reload: true, mark: "whole" },
  [CloseReason.full]: { title: "fullTitle", message: "full", mark: "whole" },
  // The same before there is a connection, as HTTP says it.
  403: { title: "addressTitle", message: "addressRefused" },
  426: { title: "versionTitle", message: "version", reload: true, mark: "whole" },
  503: { title: "fullTitle", message: "full", mark: "whole" },
  [CloseReason.misbehaved]: { title: "misbehavedTitle", message: "misbehaved", reload: true },
  [CloseReason.takenOver]: {
    title: "takenOverTitle",
    message: "takenOver",
    again: "playHere",
    mark: "whole",
  },
  [CloseReason.shutdown]: { title: "shutdownTitle", message: "shutdown" },
  [CloseReason.roomFailed]: { title: "roomFailedTitle", message: "roomFailed" },
};

/** Shows why the lobby or a match was closed with `code`. */
export function showErrorPage(app: AppContext, code: number, inMatch: boolean): void {
  const fallback: ErrorText = inMatch
    ? { title: "lostTitle", message: "lostText" }
    : { title: "unreachableTitle", message: "unreachable" };
  const { title, message, reload, again, mark } = ERROR_TEXTS[code] ?? fallback;
  const first: Way = reload
    ? { label: text("reload"), go: renewPage }
    : {
        label: text(again ?? (inMatch ? "nextOpponent" : "tryAgain")),
        // A lost match is over: on to somebody else. What was not reached may be by now.
        go: () => app.go(inMatch && !again ? { page: "play" } : parseRoute(location.href)),
      };
  app.hud.replaceChildren();
  app.title.set("");
  const ways = [
    first,
    { label: text("practice"), go: () => app.go({ page: "practice", level: null }) },
    { label: text("home"), go: () => app.go({ page: "home" }) },
  ];
  app.screen.show(createNotice(text(title), text(message), ways, mark));
}

/** What was wanted could not be fetched, or the picture could not be started. */
export function showMissing(app: AppContext, error: unknown, again: () => void): void {
  if (error instanceof ModuleMissing && error.code !== REFUSED) {
    return showErrorPage(app, error.code, false);
  }
  app.hud.replaceChildren();
  app.screen.show(
    createNotice(text("courtFailedTitle"), text("courtFailed"), [
      { label: text("tryAgain"), go: again },
      { label: text("reload"), go: renewPage },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ]),
  );
}
