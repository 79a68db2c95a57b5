/** What follows a match by itself, once its result has been seen for a while. */
import type { ViewFrame } from "../net/view-frame.ts";

/** A result is seen for so long (ms). */
const RESULT_FOR = 6000;

export class AfterResult {
  private readonly go: () => void;
  private over = false;
  private timer = 0;

  constructor(go: () => void) {
    this.go = go;
  }

  /** After every frame. */
  follow({ phase }: ViewFrame): void {
    const over = phase === "finished";
    if (over === this.over) return;
    this.stop();
    this.over = over;
    if (over) this.timer = window.setTimeout(this.go, RESULT_FOR);
  }

  stop(): void {
    this.over = false;
    clearTimeout(this.timer);
  }
}
