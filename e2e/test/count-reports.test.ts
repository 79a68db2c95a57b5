import { join } from "node:path";
import { expect, test } from "vitest";
import {
  complaints,
  countPlaywright,
  countVitest,
  type Tiers,
  total,
  type VitestReport,
} from "../dev/count-reports.ts";

const TOP = join("/", "somewhere", "quickpong");

const file = (path: string, status: string, ...results: string[]) => ({
  name: join(TOP, path),
  status,
  startTime: 1000,
  endTime: 2500,
  assertionResults: results.map((result) => ({ status: result })),
});

function counted(...testResults: VitestReport["testResults"]): Tiers {
  const tiers: Tiers = new Map();
  countVitest({ testResults }, TOP, tiers);
  return tiers;
}

test("tests count for the package they are in", () => {
  const tiers = counted(
    file("shared/test/a.test.ts", "passed", "passed", "passed"),
    file("shared/test/b.test.ts", "failed", "failed", "pending"),
    file("server/test/a.test.ts", "passed", "passed", "todo"),
  );
  expect(tiers.get("shared")).toEqual({ passed: 2, failed: 1, skipped: 1, seconds: 3 });
  expect(tiers.get("server")).toEqual({ passed: 1, failed: 0, skipped: 1, seconds: 1.5 });
  expect(total(tiers)).toEqual({ passed: 3, failed: 1, skipped: 2, seconds: 4.5 });
});

test("a file that breaks before its first test is a failure", () => {
  expect(total(counted(file("shared/test/a.test.ts", "failed"))).failed).toBe(1);
});

test("a flaky browser test is a failure, as is a spec that can't be read", () => {
  const tiers: Tiers = new Map();
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2, duration: 4000 };
  countPlaywright({ stats, errors: [{}] }, "browser", tiers);
  expect(tiers.get("browser")).toEqual({ passed: 3, failed: 2, skipped: 2, seconds: 4 });
  const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0, duration: 0 };
  countPlaywright({ stats: none, errors: [{}] }, "browser", tiers);
  expect(tiers.get("browser")).toEqual({ passed: 0, failed: 1, skipped: 0, seconds: 0 });
});

test("a tier without a test, or with skipped ones only, is not taken for a success", () => {
  const tiers = counted(
    file("shared/test/a.test.ts", "passed", "passed"),
    file("client/test/a.test.ts", "passed", "pending"),
  );
  const found = complaints(tiers, ["shared", "client", "browser"], true);
  expect(found).toEqual(['the tier "client" ran no test', 'the tier "browser" ran no test']);
});

test("skipped tests are allowed at home and not in CI", () => {
  const tiers = counted(file("shared/test/a.test.ts", "passed", "passed", "pending"));
  expect(complaints(tiers, ["shared"], true)).toEqual([]);
  expect(complaints(tiers, ["shared"], false)).toEqual(["1 skipped, and CI allows none"]);
});
