/** What texts and documents say of how long something is kept is what the server does. */
import { readFileSync } from "node:fs";
import { playerTranslator } from "@quickpong/client/ui/player-texts.ts";
import { LANGUAGES, type Language } from "@quickpong/client/ui/texts.ts";
import { MOVE_CODE_LIFE } from "@quickpong/server/players/codes.ts";
import { COOKIE_LIFE } from "@quickpong/server/players/cookie.ts";
import { CLAIM_LIFE } from "@quickpong/server/store/claims.ts";
import { COMPETITIONS_KEPT_FOR } from "@quickpong/server/store/competitions.ts";
import { LAST_MATCHES, REPLAYS_KEPT_FOR } from "@quickpong/server/store/replay-retention.ts";
import { CLAIM_SLACK, KEPT_FOR } from "@quickpong/server/store/retention.ts";
import { TIDY } from "@quickpong/server/store/store-client.ts";
import { REPLAYS_KEPT_MOST } from "@quickpong/shared/protocol/replays.ts";
import { expect, test } from "vitest";
import { inTop } from "../lib/paths.ts";

const DAY = 86_400_000;
const COOKIE_DAYS = (COOKIE_LIFE * 1000) / DAY;
const KEPT_DAYS = KEPT_FOR / DAY;
const REPLAY_DAYS = REPLAYS_KEPT_FOR / DAY;
const COMPETITION_DAYS = COMPETITIONS_KEPT_FOR / DAY;
const CODE_MINUTES = MOVE_CODE_LIFE / 60;
/** It is looked for what is over so often: until then it is there. */
const NAME_DAYS = Math.ceil((CLAIM_LIFE + CLAIM_SLACK + TIDY.every) / DAY);

test.each(Object.keys(LANGUAGES))(
  "%s: the page on privacy has the server's times",
  async (language) => {
    const text = await playerTranslator(language as Language);
    const numbersIn = (words: string) => (words.match(/\d+/g) ?? []).map(Number);
    expect(numbersIn(text("cookie"))).toEqual([COOKIE_DAYS]);
    expect(numbersIn(text("kept"))).toEqual([
      KEPT_DAYS,
      NAME_DAYS,
      REPLAY_DAYS,
      LAST_MATCHES,
      COMPETITION_DAYS,
    ]);
    expect(numbersIn(text("wrongCode"))[0]).toBe(CODE_MINUTES);
  },
);

test("the documents have the server's times", () => {
  const operations = readFileSync(inTop("docs/OPERATIONS.md"), "utf8");
  const spec = readFileSync(inTop("SPEC.md"), "utf8");
  const [hours, slack] = [CLAIM_LIFE / 3_600_000, CLAIM_SLACK / DAY];
  expect([hours, slack, TIDY.every]).toEqual([1, 1, DAY]);
  for (const words of [
    `or ${KEPT_DAYS} days after they were last here`,
    `${KEPT_DAYS} days when they are nobody's`,
    `| ${CODE_MINUTES} minutes; until a new one`,
    "an hour to keep them by it; a day later the name is forgotten",
    `| ${COOKIE_DAYS} days from its last use |`,
    `| ${REPLAY_DAYS} days; longer among a player's last ${LAST_MATCHES} matches`,
    `after ${REPLAY_DAYS} days, but for the last ${LAST_MATCHES} matches of each player`,
    `(${REPLAYS_KEPT_MOST} each)`,
    `| ${COMPETITION_DAYS} days after its last event |`,
    "deleted once a day by the server itself",
  ])
    expect(operations).toContain(words);
  expect(spec).toContain(`The cookie is kept for ${COOKIE_DAYS} days from its last use`);
  expect(spec).toContain(`A replay is kept for ${REPLAY_DAYS} days after the game`);
  expect(spec).toContain(`among the last ${LAST_MATCHES} matches`);
  expect(spec).toContain(`good once and for ${CODE_MINUTES} minutes`);
});
