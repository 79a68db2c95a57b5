/** The way from this process's lobby to the matchmaker, which may be in another process tomorrow. */
import { HttpError } from "../http/body.ts";
import type {
  JoinRequest,
  Matchmaker,
  MatchmakerClient,
  Reconciliation,
} from "../matchmaking/matchmaker.ts";
import type { Leadership } from "./leadership.ts";
import type { Handlers, Rpc } from "./rpc.ts";

interface Ends {
  /** This process's own matchmaker, which is everybody's while this process leads. */
  matchmaker: Matchmaker;
  leadership: Leadership;
  rpc(): Rpc;
}

/** The leader's matchmaker. The next reconciliation heals what gets lost on the way. */
export function remoteMatchmaker({ matchmaker, leadership, rpc }: Ends): MatchmakerClient {
  type Method = keyof MatchmakerClient;
  const notify = (method: Method, ...args: unknown[]) =>
    rpc().notify(leadership.leader, method, ...args);
  const here = () => leadership.isLeader;
  return {
    enter: (request) => (here() ? matchmaker.enter(request) : notify("enter", request)),
    leave: (...args) => (here() ? matchmaker.leave(...args) : notify("leave", ...args)),
    playBot: (...args) => (here() ? matchmaker.playBot(...args) : notify("playBot", ...args)),
    setAskFirst: (...args) =>
      here() ? matchmaker.setAskFirst(...args) : notify("setAskFirst", ...args),
    answerProposal: (...args) =>
      here() ? matchmaker.answerProposal(...args) : notify("answerProposal", ...args),
    allowSpectators: (...args) =>
      here() ? matchmaker.allowSpectators(...args) : notify("allowSpectators", ...args),
    reconcile: (...args) =>
      here()
        ? matchmaker.reconcile(...args)
        : (rpc().call(leadership.leader, "reconcile", ...args) as Promise<Reconciliation>),
    status: () => (here() ? matchmaker.status() : undefined),
  };
}

/** What other processes' lobbies call in the matchmaker here. */
export const matchmakerHandlers = (matchmaker: Matchmaker, leadership: Leadership): Handlers => ({
  // A lobby that sends players to a former leader will hear of the present one.
  enter: (request: JoinRequest) => leadership.isLeader && matchmaker.enter(request),
  leave: (...args: Parameters<MatchmakerClient["leave"]>) => matchmaker.leave(...args),
  playBot: (...args: Parameters<MatchmakerClient["playBot"]>) => matchmaker.playBot(...args),
  setAskFirst: (...args: Parameters<MatchmakerClient["setAskFirst"]>) =>
    matchmaker.setAskFirst(...args),
  answerProposal: (...args: Parameters<MatchmakerClient["answerProposal"]>) =>
    matchmaker.answerProposal(...args),
  allowSpectators: (...args: Parameters<MatchmakerClient["allowSpectators"]>) =>
    matchmaker.allowSpectators(...args),
  reconcile: (...args: Parameters<MatchmakerClient["reconcile"]>) => {
    if (leadership.isLeader) return matchmaker.reconcile(...args);
    throw new HttpError(503, "not the leader");
  },
});
