import { describe, expect, test } from "vitest";
import { readOptions } from "../bench/server/options.ts";
import { UsageError } from "../tools/options.ts";

describe("the command line", () => {
  test("has sizes that ascend and times that are numbers", () => {
    expect(readOptions([])).toMatchObject({ quick: false, seconds: 20, patience: 0 });
    const options = ["--matches", "5,50", "--seconds", "1.5", "--patient", "9"];
    expect(readOptions(options)).toMatchObject({
      matches: [5, 50],
      seconds: 1.5,
      patience: 9000,
    });
    expect(readOptions(["--help"])).toBeNull();
  });

  test.each([
    ["--matches abc", "expected a whole number"],
    ["--matches 50,20", "expected ascending numbers"],
    ["--seconds 0", "expected a number"],
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
