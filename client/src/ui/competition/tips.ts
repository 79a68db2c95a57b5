/** Something to read while one waits: one tip after the other, of those that hold in this match's rules. Pure. */
import { PRESETS } from "@quickpong/shared/presets.ts";
import type { CompetitionSettings } from "@quickpong/shared/protocol/competition.ts";
import { type CompetitionKey, competitionText } from "../competition-texts.ts";

/** A tip is read for so long (ms). */
const EACH = 12_000;

/** The tip after `waited` ms. */
export function tipAt({ kind, preset }: CompetitionSettings, waited: number): string {
  const { shrinkBy, swing } = PRESETS[preset];
  const tips: CompetitionKey[] = ["tip_away", "tip_edge"];
  if (swing > 0) tips.push("tip_swing");
  if (shrinkBy > 0) tips.push("tip_shrink");
  if (kind === "arena") tips.push("tip_streak");
  const key = tips[Math.floor(waited / EACH) % tips.length];
  return key === undefined ? "" : competitionText(key);
}
