/** Several processes behind one port, as players see them. */
import { inTop } from "../lib/paths.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { close, inMatch, meet, newPlayer, seen } from "./support/players.ts";

test.use({ allFrames: true });

test("when the process of a match is killed both are told in 3 s, and one click finds the next", async ({
  browser,
}) => {
  const server = await startServer({ args: [inTop("server/src/main.ts"), "--processes", "2"] });
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  const lines = server
    .log()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { process: string; pid?: number; msg: string });
  const match = lines.find(({ msg }) => msg === "match started");
  const start = lines.find(({ process, pid }) => process === match?.process && pid);
  process.kill(start?.pid ?? 0, "SIGKILL");
  for (const { page } of [ann, bob]) {
    await expect(page.getByRole("alert")).toBeVisible({ timeout: 3000 });
    await page.getByRole("button", { name: "Next opponent" }).click();
  }
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await close(ann, bob);
  await server.stop();
});
