import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanName, NAME_MAX } from "../src/protocol/name.ts";

describe("a name", () => {
  it.each([
    ["Ann", "Ann"],
    ["  Ann   Lee ", "Ann Lee"],
    ["Zoë O'Neil-2.0_x", "Zoë O'Neil-2.0_x"],
    ["渡辺 そら", "渡辺 そら"],
    ["<b>hi</b>", "bhib"],
    ["a\u202egnp.exe", "agnp.exe"],
    ["a\u200d\u0301", "á"],
    ["\u3164\u115f\u200b", ""],
    ["😀", ""],
    ["12345678901234567890", "1234567890123456"],
    ["\ud83d", ""],
    ["\u{13441}\u{13442}", ""],
    ["\u0489".repeat(16), ""],
    ["a\u20dd", "a"],
    ["._'- -", ""],
    ["\u0301Ann \u0301Lee", "Ann Lee"],
    ["Z\u0351\u036b\u0343\u036a\u0302algo", "Z\u0351\u036balgo"],
    ["Nguyễn Việt", "Nguyễn Việt"],
    ["น้ำฝน", "น้ำฝน"],
    ["श्रीमती", "श्रीमती"],
    ["שָׁלוֹם", "שָׁלוֹם"],
  ])("WIRE-4: %j is shown as %j", (raw, shown) => {
    expect(cleanName(raw)).toBe(shown);
  });

  it("WIRE-4: is nothing when it is not text", () => {
    for (const raw of [undefined, null, 7, {}, ["a"], () => "a"]) expect(cleanName(raw)).toBe("");
  });

  it("WIRE-4: is short, visible, composed, and clean for good, whatever was sent", () => {
    const raws = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(..."aé e\u0301\u0489\u0e49\u09c7\u09be.ᄀ가\u{13441}"),
        maxLength: 30,
      }),
    );
    fc.assert(
      fc.property(raws, (raw) => {
        const name = cleanName(raw);
        expect([...name].length).toBeLessThanOrEqual(NAME_MAX);
        expect(name).toMatch(/^[\p{L}\p{M}\p{N} ._'-]*$/u);
        expect(name).not.toMatch(/^ | $| {2}|\p{Default_Ignorable_Code_Point}/u);
        expect(name).not.toMatch(/\p{M}{3}|(?:^|[ ._'-])\p{M}|\p{Me}/u);
        expect(name === "" || /[\p{L}\p{N}]/u.test(name)).toBe(true);
        expect(name.normalize("NFC")).toBe(name);
        expect(cleanName(name)).toBe(name);
      }),
      { numRuns: 250 },
    );
  });
});
