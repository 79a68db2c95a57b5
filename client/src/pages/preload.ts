/** A rally against the bot in this page while waiting. Nothing depends on it. */
import type { App } from "../app-context.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { modules } from "../platform/modules.ts";

/** Plays it for as long as `wanted` says so. */
export async function preload(app: App, wanted: () => boolean): Promise<void> {
  try {
    const [{ createPracticeMatch }] = await Promise.all([
      modules.practiceMatch(),
      app.arena.load(),
    ]);
    if (!wanted()) return;
    const match = createPracticeMatch("club", app.settings.name);
    const observe = (frame: ViewFrame | null) => {
      if (frame) app.probe(frame);
      if (frame?.phase === "finished") match.link.rematch();
    };
    app.arena.play(match, observe, { numbers: false });
  } catch {
    // Then one waits without playing.
  }
}
