/** Move codes are guessed over HTTP, as fast as the server answers, from one address and from many. */
import { Agent, request } from "node:http";
import { newMoveCode } from "@quickpong/server/players/codes.ts";
import { atLeast, atMost, type Fault, type Figure } from "../finding.ts";
import type { StoreEnv } from "../store-env.ts";

/** Requests on their way at the same time. */
const AT_ONCE = 64;
const ADDRESSES = [1, 40];
/** IDENTITY-8: so many at once and a second of everybody together, and one in so many seconds from an address. */
const TOGETHER = { atOnce: 60, aSecond: 0.2 };
const ADDRESS_S = 10;

/** Shows a random code as a page of the server's own would; says the answer's status. */
function guess(env: StoreEnv, agent: Agent, address: string): Promise<number> {
  const { url } = env.server;
  const headers = {
    Origin: url,
    "Content-Type": "application/json",
    "X-Forwarded-For": address,
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/move`, { method: "POST", agent, headers }, (answer) => {
      answer.resume().on("end", () => resolve(answer.statusCode ?? 0));
    });
    asked.on("error", reject).end(JSON.stringify({ code: newMoveCode() }));
  });
}

/** How many of the guesses were looked at, how many were refused, and how long it took (s). */
async function guessFrom(env: StoreEnv, guesses: number, addresses: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const count = { sent: 0, lookedAt: 0, refused: 0 };
  const begin = performance.now();
  const guesser = async () => {
    while (count.sent < guesses) {
      const from = `203.0.113.${addresses === 1 ? 200 : count.sent % addresses}`;
      count.sent++;
      const status = await guess(env, agent, from);
      if (status === 404) count.lookedAt++;
      if (status === 429) count.refused++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, guesser));
  agent.destroy();
  return { ...count, seconds: (performance.now() - begin) / 1000 };
}

const fault = (guesses: number): Fault<StoreEnv> => ({
  name: "move codes guessed",
  guarantee:
    "A hundred or so are looked at, of 3.9 thousand million codes; the others cost a refusal.",
  play: (env) =>
    env.server.meanwhile(async () => {
      const figures: Figure[] = [];
      for (const addresses of ADDRESSES) {
        const { lookedAt, refused, seconds } = await guessFrom(env, guesses, addresses);
        const together = TOGETHER.atOnce + TOGETHER.aSecond * seconds;
        const each = addresses * (1 + seconds / ADDRESS_S);
        const from = addresses === 1 ? "1 address" : `${addresses} addresses`;
        figures.push(
          atMost(
            `looked at from ${from}`,
            lookedAt,
            Math.ceil(Math.min(together + addresses, each + 10)),
          ),
          atLeast("answered", lookedAt + refused, guesses),
        );
      }
      return figures;
    }),
});

/** `guesses`: from each number of addresses. */
export const guessFaults = (guesses: number): Fault<StoreEnv>[] => [fault(guesses)];
