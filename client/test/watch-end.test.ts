import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { expect, test } from "vitest";
import { afterClose } from "../src/match/watch-end.ts";

test("who comes again and finds nothing is told at once", () => {
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
