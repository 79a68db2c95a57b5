/** Exceptions on command, in the middle of one match. */
import type { LiveMatch } from "@quickpong/server/match/live-match.ts";

type Where = "play" | "tick";

class Armed {
  #where: Where | undefined;
  #name = "";

  /** The next `where` of the match in which `name` plays will throw. */
  arm(where: Where, name: string): void {
    this.#where = where;
    this.#name = name;
  }

  fire(where: Where, match: LiveMatch): void {
    if (this.#where !== where || !match.seats.some(({ name }) => name === this.#name)) return;
    this.#where = undefined;
    throw new Error("thrown on purpose by the chaos run");
  }
}

export const armed = new Armed();
