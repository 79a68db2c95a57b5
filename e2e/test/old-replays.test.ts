/** Recordings by older rules, as bytes: the page of a replay reads them, plays them to the bit and draws them. */
import { readReplay } from "@quickpong/client/replay/read-replay.ts";
import { REPLAY_VIEWS, ReplayPicture } from "@quickpong/client/replay/replay-picture.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { decodeRecording, ReplayFormatError } from "@quickpong/shared/replay-codec.ts";
import { readRecordingV1 } from "@quickpong/shared/replay-codec-v1.ts";
import { replayV1 } from "@quickpong/shared/rules-v1/replay.ts";
import { expect, test } from "vitest";
import { encodeRecordingV1 } from "../../shared/test/support/store-v1.ts";
import { readStored } from "../lib/golden-matches.ts";

const PLAYER = { name: "", bot: "", rtt: 60 };
const stored = readStored(1);

test("HOST-4, REPLAY-1: at least three matches of version 1 are kept, and are read to the byte", () => {
  expect(stored.length).toBeGreaterThan(2);
  for (const bytes of stored) {
    expect(encodeRecordingV1(readRecordingV1(bytes))).toEqual(bytes);
    expect(() => decodeRecording(bytes)).toThrow("Recorded by rules version 1; here it is 2.");
  }
});

test.each(stored.map((bytes, n) => [n, bytes] as const))(
  "REPLAY-4: match %i of version 1 is read and played by the page, to the bit, and seen in every view",
  async (_, bytes) => {
    const read = await readReplay(bytes);
    if (typeof read === "string") throw new Error(read);
    expect(read.exact).toBe(true);
    const { score, flightCount } = replayV1(readRecordingV1(bytes));
    const { record } = read;
    expect(record.standings.at(-1)?.score).toEqual(score);
    expect(record.flights.length).toBe(flightCount);
    const picture = new ReplayPicture(record, [PLAYER, PLAYER]);
    for (const view of REPLAY_VIEWS) {
      const { own, opponent } = picture.frameAt((record.from + record.to) / 2, view, true);
      expect(Math.abs(own.y) + Math.abs(opponent.y)).toBeLessThan(600);
    }
  },
);

test("REPLAY-2: bytes of version 1 that were changed are another match or broken, and hang nothing", async () => {
  const random = randomFrom(1);
  const [bytes] = stored as [Uint8Array];
  const outcomes = { broken: 0, other: 0, same: 0 };
  for (let n = 0; n < 60; n++) {
    const changed = bytes.slice(0, n % 2 ? bytes.length : Math.floor(random() * bytes.length));
    const at = 5 + Math.floor(random() * (bytes.length - 5));
    if (n % 2) changed[at] = (changed[at] as number) ^ (1 << Math.floor(8 * random()));
    const read = await readReplay(changed);
    expect(read).not.toBe("newer");
    outcomes[
      read === "broken" ? "broken" : (read as { exact: boolean }).exact ? "same" : "other"
    ]++;
  }
  expect(outcomes.broken).toBeGreaterThan(29);
  expect(outcomes.other).toBeGreaterThan(0);
  const outage = encodeRecordingV1({ ...readRecordingV1(bytes), messages: [] });
  expect(() => readRecordingV1(outage.slice(0, 8))).toThrow(ReplayFormatError);
});
