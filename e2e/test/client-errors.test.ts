/** What a page says of an error in it is what the server logs of it: two packages, one list of fields. */
import { clientError } from "@quickpong/client/platform/client-errors.ts";
import { clientErrors } from "@quickpong/server/http/client-errors.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { expect, test } from "vitest";

type Logger = Parameters<typeof clientErrors>[0];

test("a page's report is logged with its message, stack, page and version", () => {
  const said = clientError("x is not a function", "at y (z.js:1:2)", "/r/BCDFGH");
  const lines: unknown[] = [];
  const log = { warn: (line: unknown) => lines.push(line) } as unknown as Logger;
  const agent = "A Browser";
  clientErrors(log)({ ...JSON.parse(JSON.stringify(said)), agent });
  expect(lines).toEqual([{ client: { ...said, agent } }]);
  expect(said).toEqual({
    message: "x is not a function",
    stack: "at y (z.js:1:2)",
    where: "/r/BCDFGH",
    version: String(PROTOCOL_VERSION),
  });
});
