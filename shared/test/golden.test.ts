/** Matches that were recorded once are played again, to the bit. See record-golden.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RULES_VERSION } from "../src/replay.ts";
import { hashOf } from "./support/fingerprint.ts";
import { type Golden, playOut, toGolden, toRecording } from "./support/golden.ts";

const folder = new URL("golden/", import.meta.url);
const goldens = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file): [string, Golden] => [file, JSON.parse(readFileSync(new URL(file, folder), "utf8"))]);

describe.each(goldens)("%s", (_file, golden) => {
  it("HOST-4: gives the flights it was recorded with", () => {
    expect(playOut(toRecording(golden)).flights).toEqual(golden.flights);
  });

  it("HOST-4: ends in the state it was recorded with", () => {
    const { match } = playOut(toRecording(golden));
    expect(match.score.join(":")).toBe(golden.score);
    expect(hashOf(match)).toBe(golden.hash);
  });

  it("HOST-4: is written as it was read", () => {
    expect(toGolden(golden.about, toRecording(golden))).toEqual(golden);
  });
});

it("HOST-4: there are recorded matches of every version of the rules", () => {
  for (let version = 1; version <= RULES_VERSION; version++) {
    const known = goldens.filter(([, golden]) => golden.version === version);
    expect(known.length, `version ${version}`).toBeGreaterThan(3);
  }
});

it("HOST-4: what was recorded by rules that nobody knows is refused", () => {
  const [, golden] = goldens[0] as [string, Golden];
  const later = { ...golden, version: RULES_VERSION + 1 } as unknown as Golden;
  expect(() => playOut(toRecording(later))).toThrow(/rules version \d+/);
});
