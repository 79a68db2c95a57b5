/** The line from this process's guests to the desk, which may be another process's tomorrow. */
import { HttpError } from "../http/body.ts";
import type { JoinRequest, Matchmaker, Reconciliation } from "../matchmaking/matchmaker.ts";
import { localMatchmaker, type MatchmakerClient } from "./cluster.ts";
import type { Leadership } from "./leadership.ts";
import type { Handlers, Rpc } from "./rpc.ts";

interface Ends {
  /** This process's name. */
  name: string;
  desk: Matchmaker;
  lead: Leadership;
  bus(): Rpc;
}

/** What gets lost on it is put right by the next roll. */
export function remoteMatchmaker({ name, desk, lead, bus }: Ends): MatchmakerClient {
  const here = localMatchmaker(desk, name);
  const tell = (method: string, ...args: unknown[]) => bus().tell(lead.leader, method, ...args);
  return {
    enter: (coming) => (lead.here ? here.enter(coming) : tell("enter", name, coming)),
    leave: (...asked) => (lead.here ? here.leave(...asked) : tell("leave", ...asked)),
    bot: (...asked) => (lead.here ? here.bot(...asked) : tell("bot", ...asked)),
    consent: (...asked) => (lead.here ? here.consent(...asked) : tell("consent", ...asked)),
    roll: (ids) =>
      lead.here
        ? here.roll(ids)
        : (bus().ask(lead.leader, "roll", name, ids) as Promise<Reconciliation>),
    queue: () => (lead.here ? here.queue() : undefined),
  };
}

/** The other end: what other processes' guests ask of the desk here, and tell it. */
export const matchmakerHandlers = (desk: Matchmaker, lead: Leadership): Handlers => ({
  // Who sends guests to a desk that is no longer everybody's will hear of the right one.
  enter: (home: string, coming: JoinRequest) => lead.here && desk.enter(home, coming),
  leave: (...asked: Parameters<MatchmakerClient["leave"]>) => desk.leave(...asked),
  bot: (...asked: Parameters<MatchmakerClient["bot"]>) => desk.bot(...asked),
  consent: (...asked: Parameters<MatchmakerClient["consent"]>) => desk.consent(...asked),
  roll: (home: string, ids: readonly string[]) => {
    if (lead.here) return desk.roll(home, ids);
    throw new HttpError(503, "not the leader");
  },
});
