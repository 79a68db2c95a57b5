/** Matches that were recorded once are played again, to the bit. See record-golden.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hashOf } from "./support/fingerprint.ts";
import { type Golden, playOut, toGolden, toRecording } from "./support/golden.ts";

const folder = new URL("golden/", import.meta.url);
const goldens = readdirSync(folder).map((file): [string, Golden] => [
  file,
  JSON.parse(readFileSync(new URL(file, folder), "utf8")),
]);

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

it("HOST-4: there are recorded matches", () => expect(goldens.length).toBeGreaterThan(3));
