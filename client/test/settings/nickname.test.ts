import { cleanName, NAME_MAX } from "@quickpong/shared/protocol/name.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inventName } from "../../src/settings/nickname.ts";

test("every made-up name is one that the server takes as it is", () => {
  const number = fc.double({ min: 0, max: 0.999_999, noNaN: true });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const numbers = [a, b];
      const name = inventName(() => numbers.shift() ?? 0);
      expect(name.length).toBeLessThanOrEqual(NAME_MAX);
      expect(cleanName(name)).toBe(name);
    }),
  );
});
