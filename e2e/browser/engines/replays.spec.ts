/** A recorded match is the same in every engine, to the bit: in the server's, and in those that show it. */
import { decodeRecording, encodeRecording } from "@quickpong/shared/replay-codec.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { playBots } from "../../../shared/test/support/bot-match.ts";
import { toRecording } from "../../../shared/test/support/golden.ts";
import { readGoldens, readStored } from "../../lib/golden-matches.ts";
import { serveBundle } from "../support/bundle-page.ts";
import { expect, test } from "./fixtures.ts";
import { type RecordedMatches, resimulate } from "./resimulation.ts";
import type { EngineName } from "./tab.ts";

const ENGINES: EngineName[] = ["chromium", "firefox", "webkit"];
/** Played now, by this engine: two bots, whose lines have these delays (ticks). */
const BOTS = [
  { levels: ["pip", "zoe"], seed: 21, delays: [3, 9] },
  { levels: ["zoe", "zoe"], seed: 22, delays: [2, 2] },
] as const;

/** Of the daily. */
const DAYS = [20_788, 30_000];

interface Page {
  resimulation: { resimulate: typeof resimulate };
}

function recordedMatches(): RecordedMatches {
  const played = BOTS.map(({ levels, seed, delays }) => {
    const [a, b] = levels;
    const match = { seed, rules: DEFAULT_RULES, limit: 9000 };
    return encodeRecording(playBots({ ...match, levels: [a, b], delays: [...delays] }));
  });
  const stored = [...readStored(), ...played];
  const recordings = readGoldens().map(toRecording);
  return { recordings, stored: stored.map((each) => [...each]), days: DAYS };
}

test("HOST-4, REPLAY-1, DAILY-1: recorded matches of all rules, and courses of days, are the same in every engine, to the bit", async ({
  open,
}) => {
  test.setTimeout(180_000);
  const matches = recordedMatches();
  const here = resimulate(matches);
  const endings = matches.stored.map((bytes) => decodeRecording(Uint8Array.from(bytes)).ending);
  expect(here.slice(0, endings.length)).toEqual(endings.map(({ hash }) => hash));
  const page = await serveBundle("e2e/browser/engines/resimulation.ts", "resimulation");
  for (const name of ENGINES) {
    await test.step(name, async () => {
      const tab = await open(name);
      await tab.goto(page.url);
      const there = await tab.evaluate(
        (given) => (window as unknown as Page).resimulation.resimulate(given),
        matches,
      );
      expect(there, name).toEqual(here);
    });
  }
  page.close();
});
