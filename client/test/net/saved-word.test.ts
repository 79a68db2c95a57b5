import { PHASES } from "@quickpong/shared/match.ts";
import { expect, test } from "vitest";
import { SavedWord } from "../../src/net/saved-word.ts";

const notice = {
  state: "saved",
  own: null,
  opponent: null,
  opponentId: null,
  replay: null,
} as const;
const phase = (name: (typeof PHASES)[number]) => ({ phase: PHASES.indexOf(name) });

test("what was said of a match is forgotten with its rematch, not before", () => {
  const saved = new SavedWord();
  saved.follow(phase("rally"));
  saved.take(notice);
  // The word came before the state that says that the match has ended.
  saved.follow(phase("rally"));
  saved.follow(phase("finished"));
  expect(saved.now).toBe(notice);
  saved.follow(phase("countdown"));
  expect(saved.now).toBeNull();
});
