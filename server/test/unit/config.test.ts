import { expect, test } from "vitest";
import { readConfig, StartError } from "../../src/config.ts";

test("without settings there are defaults", () => {
  expect(readConfig({ PATH: "/bin", PORT: "" })).toMatchObject({
    port: 2567,
    host: undefined,
    points: 7,
    maxPlayers: 10_000,
    origins: [],
    frames: [],
    proxies: 0,
    drainSeconds: 8,
    logLevel: "info",
    fastPath: true,
  });
});

test("settings are read", () => {
  const config = readConfig({
    PORT: "8080",
    HOST: "::1",
    PUBLIC_URL: "https://example.org/pong/",
    QUICKPONG_POINTS: "11",
    QUICKPONG_MAX_PLAYERS: "100",
    QUICKPONG_ORIGINS: "http://localhost:5173, https://play.example",
    QUICKPONG_FRAMES: "https://school.example",
    QUICKPONG_PROXIES: "1",
    FLY_APP_NAME: "pong",
    QUICKPONG_DRAIN_SECONDS: "90",
    QUICKPONG_METRICS_PORT: "9100",
    QUICKPONG_METRICS_HOST: "0.0.0.0",
    QUICKPONG_METRICS_TOKEN: "0123456789abcdef",
    REDIS_URL: "redis://there:6379",
    QUICKPONG_DATA: "/var/lib/quickpong",
    DATABASE_URL: "postgresql://pong:secret@db/quickpong",
    QUICKPONG_REPLAYS: "off",
    QUICKPONG_PROCESS: "east-2",
    QUICKPONG_LOG_LEVEL: "warn",
    QUICKPONG_FAST_PATH: "off",
    QUICKPONG_CLIENT_DIR: "elsewhere",
  });
  expect(config).toEqual({
    port: 8080,
    host: "::1",
    publicAddress: { origin: "https://example.org", basePath: "/pong" },
    points: 11,
    maxPlayers: 100,
    origins: ["http://localhost:5173", "https://play.example"],
    frames: ["https://school.example"],
    proxies: 1,
    onFly: true,
    drainSeconds: 90,
    metricsPort: 9100,
    metricsHost: "0.0.0.0",
    metricsToken: "0123456789abcdef",
    redisUrl: "redis://there:6379",
    dataFolder: "/var/lib/quickpong",
    databaseUrl: "postgresql://pong:secret@db/quickpong",
    replays: false,
    processName: "east-2",
    logLevel: "warn",
    fastPath: false,
    clientDir: "elsewhere",
  });
});

test.each([
  ["PORT", "http"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "1e3"],
  ["QUICKPONG_POINTS", "5"],
  ["QUICKPONG_MAX_PLAYERS", "1"],
  ["QUICKPONG_ORIGINS", "localhost:5173"],
  ["QUICKPONG_FRAMES", "https://*.example"],
  ["QUICKPONG_FRAMES", "https://a.example; script-src *"],
  ["QUICKPONG_ORIGINS", "http://a.example/path"],
  ["PUBLIC_URL", "pong.example"],
  ["QUICKPONG_PROXIES", "many"],
  ["QUICKPONG_LOG_LEVEL", "loud"],
])("%s=%s is an error that names it", (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(StartError);
  expect(() => readConfig({ [name]: value })).toThrow(`${name}=${value}: `);
});

test("an unknown setting is an error, and all errors are told at once", () => {
  const read = () => readConfig({ QUICKPONG_PIONTS: "7", PORT: "x" });
  expect(read).toThrow(
    "QUICKPONG_PIONTS: no such setting; known are PORT, HOST, PUBLIC_URL, QUICKPONG_POINTS",
  );
  expect(read).toThrow("PORT=x: expected a whole number from 0 to 65535");
});
