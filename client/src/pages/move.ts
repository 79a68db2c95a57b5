/** Another device's player comes here, by the code that it shows or by a recovery code. */
import type { OwnIdentity } from "@quickpong/shared/protocol/players.ts";
import type { AppContext, Page } from "../app-context.ts";
import { moveHere, type Refusal } from "../session/players-api.ts";
import { createMoveForm, type MoveForm, replaceText } from "../ui/move-form.ts";
import { loadQuestion } from "../ui/overlay-modules.ts";
import { playerText } from "../ui/player-texts.ts";
import { text } from "../ui/texts.ts";

/** `code`: from the link, which is pressed once more: merely opened, as previews do, it must not be used up. */
export const movePage =
  (code: string): Page =>
  (app) => {
    const page = new MovePage(app, code);
    return () => page.stop();
  };

class MovePage {
  private readonly app: AppContext;
  private readonly form: MoveForm;
  private closeQuestion: (() => void) | null = null;
  private here = true;

  constructor(app: AppContext, code: string) {
    this.app = app;
    this.form = createMoveForm({
      code,
      onCode: (typed) => void this.use(typed, false),
      onHome: () => app.go({ page: "home" }),
    });
    app.title.set(playerText("moveTitle"));
    app.screen.show(this.form.element);
  }

  private async use(code: string, replace: boolean): Promise<void> {
    const outcome = await moveHere(code, replace);
    if (!this.here) return;
    switch (outcome.kind) {
      case "moved":
        return this.moved(outcome.player);
      case "taken":
        return this.askToReplace(code, outcome.player);
      case "refused":
        return this.form.say(wordsOf(outcome.why));
    }
  }

  private moved(player: OwnIdentity | null): void {
    const { app } = this;
    if (player?.name) app.settings.change({ name: player.name });
    // Going back must not lead to a code that is used up.
    app.rename({ page: "move", code: "" });
    app.go({ page: "me" });
  }

  private async askToReplace(code: string, player: OwnIdentity | null): Promise<void> {
    const question = await loadQuestion().catch(() => null);
    if (!this.here) return;
    if (!question) return this.form.say(playerText("wentWrong"));
    this.closeQuestion = question.openQuestion({
      title: () => playerText("replaceTitle"),
      message: () => replaceText(player),
      no: () => text("cancel"),
      yes: () => playerText("replace"),
      onYes: () => void this.use(code, true),
      onClosed: () => {
        this.closeQuestion = null;
        if (this.here) this.form.say("");
      },
    });
  }

  stop(): void {
    this.here = false;
    this.closeQuestion?.();
    this.app.screen.show(null);
  }
}

function wordsOf(why: Refusal): string {
  switch (why) {
    case "unknown":
      return playerText("wrongCode");
    case "often":
      return `${playerText("oftenTitle")}. ${playerText("often")}`;
    case "failing":
      return playerText("failing");
    case "unreachable":
      return text("unreachableTitle");
  }
}
