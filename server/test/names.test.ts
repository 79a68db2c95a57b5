/** Names that others see. */
import { expect, test } from "vitest";
import { shownName } from "../src/lobby/names.ts";

test.each(["Ada", "Scunthorpe", "Dickens", "Ассоль", "小明", "José-María", "Class of 86"])(
  "NAME-1: %s is a name",
  (name) => {
    expect(shownName(name, "Player 1")).toBe(name);
  },
);

test.each(["fuck", "FuCk you", "f u c k", "f.u.c.k", "sh1thead", "niggers", "", "<>", 7])(
  "NAME-1: %s is refused",
  (name) => {
    expect(shownName(name, "Player 1")).toBe("Player 1");
  },
);
