/** Counts tests from what the runners' JSON reports say, never from their console output. */
import { relative, sep } from "node:path";

/** How many tests ended how. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** What the tests took, of files that run side by side all together (s). */
  seconds: number;
}

/** Counts by tier; a tier is a package whose tests Node runs, or the browser tests. */
export type Tiers = Map<string, Count>;

/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  testResults: {
    name: string;
    status: string;
    /** When it began and ended (ms since 1970). */
    startTime: number;
    endTime: number;
    assertionResults: { status: string }[];
  }[];
}

/** The part of Playwright's JSON report that is read here. */
export interface PlaywrightReport {
  stats: {
    expected: number;
    unexpected: number;
    flaky: number;
    skipped: number;
    /** ms. */
    duration: number;
  };
  errors: unknown[];
}

const noTests = (): Count => ({ passed: 0, failed: 0, skipped: 0, seconds: 0 });

/** Counts vitest's tests by the workspace package their file is in. */
export function countVitest(report: VitestReport, top: string, tiers: Tiers): void {
  for (const file of report.testResults) {
    const tier = relative(top, file.name).split(sep)[0] ?? "";
    const count = tiers.get(tier) ?? noTests();
    tiers.set(tier, count);
    count.seconds += (file.endTime - file.startTime) / 1000;
    for (const { status } of file.assertionResults) {
      if (status === "passed") count.passed++;
      else if (status === "failed") count.failed++;
      else count.skipped++;
    }
    // A file that broke before its first test has no results, but it did fail.
    if (file.status === "failed" && !file.assertionResults.some((a) => a.status === "failed")) {
      count.failed++;
    }
  }
}

/** Counts Playwright's tests; a flaky one is a failed one. */
export function countPlaywright(report: PlaywrightReport, tier: string, tiers: Tiers): void {
  const { expected, unexpected, flaky, skipped, duration } = report.stats;
  const failed = unexpected + flaky;
  // Errors outside of tests (a spec that can't be read) count once when nothing else failed.
  const outside = failed === 0 && report.errors.length > 0 ? 1 : 0;
  tiers.set(tier, {
    passed: expected,
    failed: failed + outside,
    skipped,
    seconds: duration / 1000,
  });
}

/** The sum over all tiers. */
export function total(tiers: Tiers): Count {
  const sum = noTests();
  for (const count of tiers.values()) {
    sum.passed += count.passed;
    sum.failed += count.failed;
    sum.skipped += count.skipped;
    sum.seconds += count.seconds;
  }
  return sum;
}

/** Why a run is not to be trusted although no test failed; empty when there is no reason. */
export function complaints(tiers: Tiers, wanted: string[], maySkip: boolean): string[] {
  const found: string[] = [];
  for (const tier of wanted) {
    const { passed, failed } = tiers.get(tier) ?? noTests();
    if (passed + failed === 0) found.push(`the tier "${tier}" ran no test`);
  }
  const { skipped } = total(tiers);
  if (skipped > 0 && !maySkip) found.push(`${skipped} skipped, and CI allows none`);
  return found;
}
