import { expect, test } from "vitest";
import { text } from "../../src/ui/texts.ts";

test("holes are filled", () => {
  expect(text("rematchOffered", { name: "Ada" })).toBe("Ada wants a rematch");
});

test("plural forms follow the number", () => {
  expect(text("online", { n: 1 })).toBe("1 player online");
  expect(text("online", { n: 2 })).toBe("2 players online");
  expect(text("online", { n: 0 })).toBe("0 players online");
});

test("a name is taken as it is, holes and all", () => {
  expect(text("opponentLeft", { name: "{name} $&" })).toBe("{name} $& has left");
});
