/** Three lessons of ten seconds, on the real court: they go on by themselves once they are done. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import type { AppContext } from "../app-context.ts";
import { tonesOf } from "../audio/match-sounds.ts";
import { coach, LESSON_RULES, LESSONS, LessonWatch } from "../match/lesson-goals.ts";
import type { PracticeMatch } from "../match/match-in-page.ts";
import { loadPracticeMatch } from "../match/match-modules.ts";
import type { ViewFrame } from "../net/view-frame.ts";
import { createLessonScreen, type LessonScreen } from "../ui/lesson-screen.ts";
import { more } from "../ui/more-texts.ts";
import { loadCourt, partsOf } from "./court-loading.ts";

/** Praise is read before the next one begins (ms). */
const PRAISE = 1300;

/** Shows them and calls `done` after the last, or when they are skipped; returns what ends them before. */
export function takeLessons(app: AppContext, done: () => void): () => void {
  let stop = () => app.screen.show(null);
  let here = true;
  const end = () => {
    here = false;
    stop();
  };
  const again = () => app.go({ page: "practice", level: null });
  void loadCourt(app, partsOf.practice(app), () => here, again).then(async (loaded) => {
    if (!loaded) return;
    const { createPracticeMatch } = await loadPracticeMatch();
    if (!here) return;
    const { name } = app.settings.now;
    const match = createPracticeMatch(BOT_LEVELS[0], name, LESSON_RULES, coach);
    const school = new LessonsRunner(app, match, () => {
      end();
      done();
    });
    stop = () => school.stop();
  });
  return end;
}

class LessonsRunner {
  readonly #app: AppContext;
  readonly #match: PracticeMatch;
  readonly #done: () => void;
  readonly #screen: LessonScreen;
  readonly #off = new AbortController();
  #n = 0;
  #watch = new LessonWatch(LESSONS[0]);
  #praise = 0;

  constructor(app: AppContext, match: PracticeMatch, done: () => void) {
    this.#app = app;
    this.#match = match;
    this.#done = done;
    this.#screen = createLessonScreen({ onSkip: () => this.#next(), onSkipAll: done });
    const { signal } = this.#off;
    const onKey = ({ key }: KeyboardEvent) => key === "Escape" && done();
    window.addEventListener("keydown", onKey, { signal });
    const onVisibility = () => match.pause("hidden", document.hidden);
    document.addEventListener("visibilitychange", onVisibility, { signal });
    app.screen.show(this.#screen.element, { overCourt: true });
    this.#show();
    app.runner.play(match, (frame) => frame && this.#observe(frame), { numbers: false });
  }

  #observe(frame: ViewFrame): void {
    const { synth, probe } = this.#app;
    probe(frame);
    synth.play(...tonesOf(frame));
    if (frame.phase === "finished") this.#match.link.rematch();
    if (this.#praise > 0 || !this.#watch.see(frame)) return;
    this.#app.screen.say(this.#screen.praise());
    this.#praise = window.setTimeout(() => this.#next(), PRAISE);
  }

  #next(): void {
    clearTimeout(this.#praise);
    this.#praise = 0;
    this.#n++;
    if (this.#n === LESSONS.length) this.#done();
    else this.#show();
  }

  #show(): void {
    const lesson = LESSONS[this.#n] ?? LESSONS[0];
    this.#watch = new LessonWatch(lesson);
    this.#app.screen.say(this.#screen.show(more(`lesson_${lesson}`), this.#n + 1));
  }

  stop(): void {
    clearTimeout(this.#praise);
    this.#off.abort();
    this.#match.end();
    this.#app.screen.show(null);
    this.#app.runner.clear();
  }
}
