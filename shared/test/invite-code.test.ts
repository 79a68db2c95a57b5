import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CODE_LENGTH,
  CODE_LETTERS,
  isReadable,
  readCode,
  showCode,
} from "../src/protocol/invite-code.ts";

const codes = fc
  .array(fc.constantFrom(...CODE_LETTERS), { minLength: CODE_LENGTH, maxLength: CODE_LENGTH })
  .map((letters) => letters.join(""));

describe("a private room's code", () => {
  it("WIRE-6: is read as it is shown, typed or shouted", () => {
    expect([CODE_LETTERS, CODE_LENGTH]).toEqual(["BCDFGHJKMNPRTVXZ", 6]);
    fc.assert(
      fc.property(codes, (code) => {
        expect(readCode(showCode(code))).toBe(code);
        expect(readCode(` ${code.slice(0, 2).toLowerCase()}-${code.slice(2)} `)).toBe(code);
      }),
    );
  });

  it("WIRE-7: has no two letters that look like one: all six are seen, and no other code looks the same", () => {
    const seen = (code: string) =>
      code.toLowerCase().replaceAll(/rn|nn/g, "m").replaceAll("vv", "w");
    const readable = codes.filter(isReadable);
    fc.assert(
      fc.property(readable, readable, (code, other) => {
        expect(seen(code)).toHaveLength(CODE_LENGTH);
        expect(seen(code) === seen(other)).toBe(code === other);
      }),
    );
    for (const code of ["BCVVDF", "VVBCDF", "BCDFRN", "BNNCDF"]) {
      expect(isReadable(code)).toBe(false);
      // One that was made before.
      expect(readCode(code.toLowerCase())).toBe(code);
    }
  });

  it("WIRE-6: is nothing when it can't be one", () => {
    const typed = ["", "BCDFG", "BCDFGHJ", "BCDFGA", "BCDFG1", "BCDFGß", " ".repeat(1e6)];
    for (const text of typed) expect(readCode(text)).toBe("");
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(readCode(text)).toMatch(/^([BCDFGHJKMNPRTVXZ]{6})?$/);
      }),
    );
  });
});
