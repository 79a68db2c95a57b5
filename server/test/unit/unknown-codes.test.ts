/** Codes of private rooms that nobody has, on a virtual clock. */
import { expect, test } from "vitest";
import { WRONG_INVITES } from "../../src/limits/limits.ts";
import { UnknownCodes } from "../../src/limits/unknown-codes.ts";

const SECOND = 1000;

test("SECURITY: however many addresses try codes, 10 a second are looked at of those who tried before", () => {
  const codes = new UnknownCodes(0, WRONG_INVITES);
  let looked = 0;
  // 3,500 a second from 2,000 sites, for a minute.
  for (let n = 0; n < 60 * 3500; n++) {
    const now = (n * SECOND) / 3500;
    const site = `2001:db8:${n % 2000}`;
    if (!codes.allow(site, now)) continue;
    codes.shown(site, now);
    looked++;
  }
  expect(looked).toBeLessThanOrEqual(300 + 60 * 10 + 2000);
  const site = "2001:db8:7";
  while (codes.allow(site, 60 * SECOND)) codes.shown(site, 60 * SECOND);
  // An address that has shown no wrong code lately is let through meanwhile.
  expect(codes.allow("honest", 60 * SECOND)).toBe(true);
  expect(codes.allow(site, 60 * SECOND)).toBe(false);
  expect(codes.allow(site, 70 * SECOND)).toBe(true);
});

test("a client that mistypes a code may try again at once", () => {
  const codes = new UnknownCodes(0, WRONG_INVITES);
  for (let n = 0; n < 100; n++) {
    expect(codes.allow("honest", n * SECOND)).toBe(true);
    codes.shown("honest", n * SECOND);
  }
});
