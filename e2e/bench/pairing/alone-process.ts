/** One process of alone.ts: its players come again as soon as they are offered a match, which nobody plays. */

import { readMessage } from "@quickpong/server/cluster/inbox-message.ts";
import { openRedis } from "@quickpong/server/cluster/redis-link.ts";
import { RedisMatchmaker } from "@quickpong/server/cluster/redis-matchmaker.ts";
import { KEY_PREFIX, scriptConstants } from "@quickpong/server/cluster/scripts.ts";
import type { Notice } from "@quickpong/server/matchmaking/matchmaker.ts";
import { LobbyMessage } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";

/** What happened in the time that was measured. */
export interface AloneCount {
  /** Matches that this process was ordered to make. */
  made: number;
  /** Room and side of each offer. */
  offered: string[];
}

/** Players of this process who are on their way to a match at the same time. */
const PLAYERS = 100;
const RENEW_EVERY = 400;
const WARM_UP = 1000;
/** Scripts wait for each other here: that they are slow is what is measured (ms). */
const ANSWER_IN = 10_000;

const [url = "", name = ""] = process.argv.slice(2);
const failed = (reason: unknown) => {
  if (!/isn't writeable/.test(String(reason))) console.error(name, reason);
};
const link = await openRedis(
  {
    ...{ url, prefix: KEY_PREFIX, constants: scriptConstants(DEFAULT_RULES) },
    ...{ failed, answerIn: ANSWER_IN },
  },
  ANSWER_IN,
);
let players = 0;
let rooms = 0;
let count: AloneCount = { made: 0, offered: [] };

const matchmaker = new RedisMatchmaker({
  link,
  processId: () => name,
  random: Math.random,
  createMatch: async () => {
    count.made++;
    const reservation = { roomId: `${name}-${rooms++}`, processId: name };
    return [reservation, reservation];
  },
  // On a machine that is too busy a match may be made too late.
  discardMatch: () => {},
  notify: (id, notice) => hear(id, notice),
  dueIn: () => {},
  observeWait: () => {},
  failed,
});

function hear(_: string, notice: Notice): void {
  if (!("type" in notice) || notice.type !== LobbyMessage.found) return;
  const { reservation, side } = notice.content;
  count.offered.push(`${(reservation as { roomId: string }).roomId} ${side}`);
  come();
}

function come(): void {
  const tab = `${name}-${players++}`;
  const keys = { tab, address: undefined };
  matchmaker.enter({ id: tab, processId: name, player: tab, name: "Player", waited: 0, keys });
}

async function register(fresh: boolean): Promise<void> {
  const state = { process: name, name, accepts: true, load: 0, info: "{}", fresh };
  await link.run("register", { ...state, starting: false });
}

async function readOn(): Promise<never> {
  for (;;) {
    for (const text of await link.read(name)) {
      const message = readMessage(text);
      if (message?.kind === "make") void matchmaker.make(message);
      else if (message?.kind === "notify") matchmaker.tell(message);
    }
  }
}

process.on("message", ({ seconds }: { seconds: number }) => {
  for (let n = 0; n < PLAYERS; n++) come();
  setTimeout(() => {
    count = { made: 0, offered: [] };
    setTimeout(() => process.send?.(count), seconds * 1000);
  }, WARM_UP);
});
await register(true);
setInterval(() => void register(false).catch(failed), RENEW_EVERY);
void readOn().catch(failed);
process.send?.("ready");
