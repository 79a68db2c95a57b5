import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { expect, test } from "vitest";
import { afterClose, wasCutShort } from "../../src/net/match-status.ts";
import type { ViewFrame } from "../../src/net/view-frame.ts";

const during = (phase: ViewFrame["phase"]) => ({ phase }) as ViewFrame;
const { matchOver, opponentMissing } = CloseReason;
const CUT = 1006;

test("a match whose end and whose room's end are seen in one frame has its result", () => {
  expect(wasCutShort(matchOver, during("finished"), false)).toBe(false);
  expect(wasCutShort(CUT, during("finished"), false)).toBe(false);
});

test("a result that stands is not replaced when the room closes", () => {
  expect(wasCutShort(matchOver, during("finished"), true)).toBe(false);
});

test("a line that is lost in the middle, or before there is a picture, is said so", () => {
  expect(wasCutShort(CUT, during("rally"), false)).toBe(true);
  expect(wasCutShort(CUT, null, false)).toBe(true);
});

test("an opponent who never came is no result", () => {
  expect(wasCutShort(opponentMissing, during("finished"), false)).toBe(true);
  expect(wasCutShort(opponentMissing, during("finished"), true)).toBe(true);
});

test("a watcher who comes again and finds nothing is told at once", () => {
  const { matchOver, notWatchable, opponentMissing } = CloseReason;
  for (const code of [404, 522, matchOver, notWatchable, opponentMissing]) {
    expect(afterClose(code, true)).toBe("nothing");
    expect(afterClose(code, false)).toBe("nothing");
  }
});

test("a lost connection and a server that is not there are tried again, for a while", () => {
  for (const code of [0, 1006, 502]) {
    expect(afterClose(code, true)).toBe("again");
    expect(afterClose(code, false)).toBe("trouble");
  }
});

test("what the server gives a reason for is not tried again", () => {
  expect(afterClose(CloseReason.shutdown, true)).toBe("trouble");
});
