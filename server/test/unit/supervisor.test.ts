import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { readProcesses } from "../../src/process-manager/supervisor.ts";

test("one process unless more are asked for", () => {
  expect(readProcesses([])).toBe(1);
  expect(readProcesses(["--processes", "3"])).toBe(3);
  for (const many of ["many", "0", "65", "1.5"]) {
    expect(() => readProcesses(["--processes", many])).toThrow("whole number from 1 to 64");
  }
  expect(() => readProcesses(["--proceses", "2"])).toThrow("--proceses");
});

test("a bad address or name is explained", () => {
  expect(() => readConfig({ REDIS_URL: "http://there" })).toThrow("expected an address such as");
  expect(() => readConfig({ QUICKPONG_PROCESS: "a/b" })).toThrow("up to 63 letters");
});
