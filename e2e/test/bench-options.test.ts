import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { readOptions } from "../bench/server/options.ts";
import { UsageError } from "../lib/options.ts";
import { inTop } from "../lib/paths.ts";

describe("the command line of bench:server", () => {
  test("has sizes that ascend and times that are numbers", () => {
    expect(readOptions([])).toMatchObject({ quick: false, seconds: 20, patience: 0 });
    const options = ["--matches", "5,50", "--seconds", "1.5", "--patient", "9"];
    expect(readOptions(options)).toMatchObject({
      matches: [5, 50],
      seconds: 1.5,
      patience: 9000,
    });
    expect(readOptions(["--store", "--pairs", "5"])).toMatchObject({
      matches: [2000],
      compare: "store",
      pairs: 5,
    });
    expect(readOptions(["--replays"])).toMatchObject({ matches: [2000], compare: "replays" });
    expect(readOptions(["--help"])).toBeNull();
  });

  test.each([
    ["--matches abc", "expected a whole number"],
    ["--matches 50,20", "expected ascending numbers"],
    ["--seconds 0", "expected a number"],
    ["--store --pairs 0", "expected a whole number"],
    ["--many", "--many"],
    ["more", "more"],
    ["--quick --matches 20", "--quick has its own"],
    ["--quick --seconds 20", "--quick has its own"],
  ])("refuses %s", (line, words) => {
    const read = () => readOptions(line.split(" "));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(words);
  });
});

test.concurrent.for([
  ["bench/server/main.ts", "--matches abc"],
  ["bench/storm/main.ts", "--playing -1"],
  ["bench/pairing/main.ts", "--rate much"],
  ["bench/frames/main.ts", "--renderer paper"],
  ["bench/rating/main.ts", "--repeats no"],
  ["bench/compete/main.ts", "--competitions no"],
  ["bench/replays/main.ts", "--matches no"],
  ["bench/netcode/main.ts", "--design ours"],
  ["dev/profile.ts", "--seconds 400"],
] as const)("%s %s is answered with its usage", async ([program, line], { expect }) => {
  // As one word where Node would take a negative number for an option.
  const argument = line.replace(" ", "=");
  const child = spawn(process.execPath, [inTop("e2e", program), argument]);
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said).toMatch(new RegExp(`^${line}: expected .*\n\nnpm run `));
});
