/**
 * The oldest browsers that play. The build writes its scripts and styles for them, and
 * `e2e/test/oldest-browsers.test.ts` finds in the built files what they do not know.
 */
export const OLDEST = { chrome: "93", safari: "15.4", firefox: "102" } as const;
