import { expect, test } from "vitest";
import { readProcesses } from "../src/cluster/launch.ts";
import { readConfig } from "../src/config.ts";

const REDIS = { REDIS_URL: "redis://127.0.0.1:6379" };

test("one process unless more are asked for, which need Redis and a port", () => {
  expect(readProcesses([], readConfig({}))).toBe(1);
  expect(readProcesses(["--processes", "3"], readConfig(REDIS))).toBe(3);
  expect(() => readProcesses(["--processes", "2"], readConfig({}))).toThrow("needs REDIS_URL");
  const anyPort = readConfig({ ...REDIS, PORT: "0" });
  expect(() => readProcesses(["--processes", "2"], anyPort)).toThrow("needs PORT");
  expect(() => readProcesses(["--processes", "many"], readConfig(REDIS))).toThrow("whole number");
  expect(() => readProcesses(["--proceses", "2"], readConfig(REDIS))).toThrow("--proceses");
});

test("a bad address or name is explained", () => {
  expect(() => readConfig({ REDIS_URL: "http://there" })).toThrow("expected an address such as");
  expect(() => readConfig({ QUICKPONG_PROCESS: "a/b" })).toThrow("up to 32 letters");
});
