import { defineConfig } from "vitest/config";

/** Tests of one package; `e2e` are those that need a real server but no browser. */
const project = (name: string, testTimeout: number) => ({
  test: { name, testTimeout, root: ".", include: [`${name}/test/**/*.test.ts`] },
});

export default defineConfig({
  test: {
    projects: [
      project("shared", 20_000),
      project("client", 20_000),
      project("server", 20_000),
      project("e2e", 60_000),
    ],
  },
});
