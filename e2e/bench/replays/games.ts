/** The games that are checked: recorded ones, and rooms of bots by their seeds. */
import { type Recording, replayAny } from "@quickpong/shared/replay.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { playBots } from "../../../shared/test/support/bot-match.ts";
import { hashOf } from "../../../shared/test/support/fingerprint.ts";
import { gamesOf, onGrid } from "../../../shared/test/support/games.ts";
import { toRecording } from "../../../shared/test/support/golden.ts";
import { readGoldens } from "../../lib/golden-matches.ts";
import { type Checked, checkGame } from "./check.ts";
import { playRoom } from "./worlds.ts";

const FOUR_MINUTES = 4 * 60 * 60;

/** The games of a room, each by itself. */
const checkRoom = (room: Recording): Checked[] =>
  gamesOf(onGrid(room)).map((game) => checkGame(game, game.ending.hash));

/** The recorded matches. Those by rules of version 1 were never stored as bytes: they are only played again. */
export const checkGoldens = (): Checked[] =>
  readGoldens()
    .map(toRecording)
    .flatMap((recording) => (recording.version === 1 ? [] : checkRoom(recording)));

/** How many recorded matches of version 1 there are, and how many end otherwise than they did. */
export function checkOldRules(): { matches: number; mismatches: number } {
  const goldens = readGoldens().filter(({ version }) => version === 1);
  const wrong = goldens.filter((golden) => hashOf(replayAny(toRecording(golden))) !== golden.hash);
  return { matches: goldens.length, mismatches: wrong.length };
}

/** So many games of the rooms from this seed on, one room after the other. */
export function checkRooms(seed: number, games: number): Checked[] {
  const checked: Checked[] = [];
  for (let next = seed; checked.length < games; next++) checked.push(...checkRoom(playRoom(next)));
  return checked.slice(0, games);
}

/** Two of the quickest bots play for four minutes (bytes as stored). */
export function bytesOfFourMinutes(): number {
  const rules = { ...DEFAULT_RULES, pointsToWin: 21 };
  const match = playBots({
    ...{ levels: ["zoe", "zoe"], rules, seed: 7, delays: [4, 2], limit: FOUR_MINUTES },
  });
  const [game] = gamesOf(onGrid(match));
  if (!game) throw new Error("no game");
  return checkGame(game, game.ending.hash).bytes;
}
