/** The line from this process's guests to the desk, which may be another process's tomorrow. */
import { HttpError } from "../http/body.ts";
import type { Coming, Desk, Roll } from "../matchmaking/matchmaker.ts";
import type { Bus, Handlers } from "./rpc.ts";
import { type DeskLine, deskHere } from "./cluster.ts";
import type { Leadership } from "./leadership.ts";

interface Ends {
  /** This process's name. */
  name: string;
  desk: Desk;
  lead: Leadership;
  bus(): Bus;
}

/** What gets lost on it is put right by the next roll. */
export function deskThere({ name, desk, lead, bus }: Ends): DeskLine {
  const here = deskHere(desk, name);
  const tell = (method: string, ...args: unknown[]) => bus().tell(lead.leader, method, ...args);
  return {
    enter: (coming) => (lead.here ? here.enter(coming) : tell("enter", name, coming)),
    leave: (...asked) => (lead.here ? here.leave(...asked) : tell("leave", ...asked)),
    bot: (...asked) => (lead.here ? here.bot(...asked) : tell("bot", ...asked)),
    consent: (...asked) => (lead.here ? here.consent(...asked) : tell("consent", ...asked)),
    roll: (ids) =>
      lead.here ? here.roll(ids) : (bus().ask(lead.leader, "roll", name, ids) as Promise<Roll>),
    queue: () => (lead.here ? here.queue() : undefined),
  };
}

/** The other end: what other processes' guests ask of the desk here, and tell it. */
export const deskHandlers = (desk: Desk, lead: Leadership): Handlers => ({
  // Who sends guests to a desk that is no longer everybody's will hear of the right one.
  enter: (home: string, coming: Coming) => lead.here && desk.enter(home, coming),
  leave: (...asked: Parameters<DeskLine["leave"]>) => desk.leave(...asked),
  bot: (...asked: Parameters<DeskLine["bot"]>) => desk.bot(...asked),
  consent: (...asked: Parameters<DeskLine["consent"]>) => desk.consent(...asked),
  roll: (home: string, ids: readonly string[]) => {
    if (lead.here) return desk.roll(home, ids);
    throw new HttpError(503, "not the leader");
  },
});
