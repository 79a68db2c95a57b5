/** A rally against the bot in this page while waiting. Nothing depends on it. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import type { AppContext } from "../app-context.ts";
import { loadPracticeMatch } from "../match/match-modules.ts";
import type { ViewFrame } from "../net/view-frame.ts";

/** Players are not to lose while they wait. */
const EASY = BOT_LEVELS[0];

/** Plays it for as long as `wanted` says so. */
export async function playWhileWaiting(app: AppContext, wanted: () => boolean): Promise<void> {
  try {
    const [{ createPracticeMatch }] = await Promise.all([loadPracticeMatch(), app.runner.load()]);
    if (!wanted()) return;
    const match = createPracticeMatch(EASY, app.settings.now.name, DEFAULT_RULES);
    const observe = (frame: ViewFrame | null) => {
      if (frame) app.probe(frame);
      if (frame?.phase === "finished") match.link.rematch();
    };
    app.runner.play(match, observe, { numbers: false });
  } catch {
    // Then the player waits without playing.
  }
}
