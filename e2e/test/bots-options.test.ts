import { describe, expect, test } from "vitest";
import { UsageError } from "../lib/options.ts";
import { readAddress, socketOf } from "../load/address.ts";
import { readOptions } from "../load/options.ts";

describe("the bots' command line", () => {
  test("everything has a default", () => {
    expect(readOptions([])).toEqual({
      matches: 10,
      processes: 1,
      pinned: false,
      seconds: 30,
      url: undefined,
      light: false,
      remembered: false,
      skill: "mixed",
      hands: "mixed",
      quality: undefined,
      ramp: 50,
      points: 7,
      seed: 1,
      json: undefined,
      html: undefined,
      thresholds: [],
    });
  });

  test("reads what the issue shows", () => {
    const line =
      "--matches 100 --seconds 60 --url ws://127.0.0.1:2567 --skill pro --rtt 80 --jitter 15 --loss 0.5 --ramp 50/s --json a.json --html b.html";
    expect(readOptions(line.split(" "))).toMatchObject({
      matches: 100,
      seconds: 60,
      url: "http://127.0.0.1:2567",
      skill: "pro",
      quality: { rtt: 80, jitter: 15, loss: 0.005 },
      ramp: 50,
      json: "a.json",
      html: "b.html",
    });
  });

  test("one property of the network is enough for one", () => {
    expect(readOptions(["--loss", "2%"])?.quality).toEqual({ rtt: 0, jitter: 0, loss: 0.02 });
  });

  test("thresholds bound figures by name", () => {
    const args = [
      "--max",
      "joinMsP99=2000",
      "--max",
      "rttMs.p95=120.5",
      "--min",
      "matchesStarted=5",
    ];
    expect(readOptions(args)?.thresholds).toEqual([
      { name: "joinMsP99", bound: "max", value: 2000 },
      { name: "rttMs.p95", bound: "max", value: 120.5 },
      { name: "matchesStarted", bound: "min", value: 5 },
    ]);
  });

  test("an encrypted address stays encrypted", () => {
    expect(readOptions(["--url", "wss://pong.example/"])?.url).toBe("https://pong.example");
  });

  test.each([
    ["--light --hands keys", "--hands keys: light clients"],
    ["--remembered", "--remembered: only light clients"],
    ["--url ws://pong.example --points 3", "--points: only"],
    ["--url ws://pong.example --processes 2", "--processes: only"],
    ["--url wss://pong.example --light", "--light: cannot"],
    ["--url https://pong.example --loss 1", "--rtt, --jitter, --loss: the network"],
    ["--url ws://pong.example/game", "without a path"],
    ["--url ws://me@pong.example", "without a path or a user"],
  ])("refuses %s, which would do nothing or could not be done", (line, why) => {
    expect(() => readOptions(line.split(" "))).toThrow(UsageError);
    expect(() => readOptions(line.split(" "))).toThrow(why);
  });

  test("several processes are started here", () => {
    expect(readOptions(["--processes", "3"])?.processes).toBe(3);
  });

  test.each([
    ["ws://[::1]:2567", { host: "::1", port: 2567 }],
    ["ws://pong.example", { host: "pong.example", port: 80 }],
    ["wss://pong.example", { host: "pong.example", port: 443 }],
  ])("a socket to %s has a host and a port", (text, socket) => {
    expect(socketOf(new URL(readAddress("--url", text)))).toEqual(socket);
  });

  test("help is not a run", () => {
    expect(readOptions(["--help"])).toBeNull();
  });

  test.each([["--url ws://127.0.0.1:2567"], ["--processes 2"]])(
    "only one process that is started here can be bound to a core, not with %s",
    (line) => {
      expect(() => readOptions(["--pinned", ...line.split(" ")])).toThrow(UsageError);
      expect(readOptions(["--pinned"])?.pinned).toBe(true);
    },
  );

  test.each([
    ["--matches", "0"],
    ["--matches", "1.5"],
    ["--matches", "many"],
    ["--seconds", ""],
    ["--skill", "divine"],
    ["--hands", "three"],
    ["--points", "8"],
    ["--loss", "80"],
    ["--ramp", "fast"],
    ["--url", "localhost"],
    ["--max", "joinMsP99>2000"],
    ["--max", "joinMsP99=1.2.3"],
    ["--max", "joinMsP98=2000"],
    ["--max", "errors.nonsense=0"],
    ["--min", "matchesStarted"],
    ["--unknown", "1"],
    ["stray", ""],
  ])("refuses %s %s and says why", (name, value) => {
    expect(() => readOptions([name, value])).toThrow(UsageError);
    expect(() => readOptions([name, value])).toThrow(name.replace("--", ""));
  });
});
