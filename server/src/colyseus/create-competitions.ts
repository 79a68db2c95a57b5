/** Puts together the competitions of this process, and what it answers to others that ask for places in them. */
import { randomInt } from "node:crypto";
import { steadyNow } from "../live-competitions/competition-clock.ts";
import { LiveCompetitions } from "../live-competitions/live-competitions.ts";
import { newCode } from "../matchmaking/new-code.ts";
import { competitionMatches } from "./competition-matches.ts";
import { answerOthers, CompetitionRooms } from "./competition-places.ts";
import type { RoomServices } from "./room-services.ts";

type Parts = Pick<RoomServices, "config" | "store" | "log" | "metrics" | "matchDirectory">;

/** `random` in [0, 1): codes can't be foretold. */
export function createCompetitions(
  { config, store, log, metrics, matchDirectory }: Parts,
  random: () => number,
) {
  const competitionRooms = new CompetitionRooms();
  const competitions = new LiveCompetitions({
    store,
    log,
    rooms: competitionMatches(config.processName, matchDirectory),
    newCode: () => newCode(random),
    newSeed: () => randomInt(2 ** 32),
    open: (competition) => competitionRooms.open(competition),
    close: (code) => competitionRooms.close(code),
    now: steadyNow,
    began: (kind) => metrics.competitions.inc({ kind, how: "begun" }),
    resumed: (kind) => metrics.competitions.inc({ kind, how: "resumed" }),
  });
  const competitionPlace = answerOthers(competitionRooms, competitions);
  return { competitions, competitionRooms, competitionPlace };
}
