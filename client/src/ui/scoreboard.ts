/** Two names with their points, and nothing else: what a stream shows of a match. */
import type { ViewFrame, Who } from "../net/view-frame.ts";
import { h, setText } from "../platform/dom.ts";
import { nameOf } from "./names.ts";

type Shown = Pick<ViewFrame, Who>;

export interface Scoreboard {
  element: HTMLElement;
  /** Shows a match, null for none; returns the names as one line, "" for none. */
  show(frame: Shown | null): string;
}

/** Builds it, with nothing shown. */
export function createScoreboard(): Scoreboard {
  const own = createSide("own");
  const opponent = createSide("opponent");
  const board = h(
    "div",
    { class: "scoreboard", hidden: true },
    own.name,
    own.points,
    opponent.points,
    opponent.name,
  );
  return {
    element: h("section", { class: "overlay" }, board),
    show(frame) {
      board.hidden = frame === null;
      if (!frame) return "";
      const names = [own.write(frame), opponent.write(frame)];
      return names.join(" – ");
    },
  };
}

function createSide(who: Who) {
  const name = h("span", { class: `name ${who}`, dir: "auto", translate: "no" });
  const points = h("b", { class: `points ${who}` });
  return {
    name,
    points,
    write(frame: Shown): string {
      const player = frame[who];
      const called = nameOf(player);
      setText(name, called);
      setText(points, String(player.score));
      return called;
    },
  };
}
