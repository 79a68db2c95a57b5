/** What is said of the own daily, in the page's language. */
import type { DailyAnswer } from "@quickpong/shared/protocol/daily.ts";
import { pasteOf } from "./daily-text.ts";
import { playerText } from "./player-texts.ts";
import { text } from "./texts.ts";

/** "Place 4 of 120"; "" without a finished try. */
export function placeText({ own, players }: DailyAnswer): string {
  const place = own?.best?.place;
  return place === undefined
    ? ""
    : playerText("dailyPlace", { place, n: Math.max(place, players) });
}

/** "3 days in a row"; "" for a first day. */
export const streakText = ({ own }: DailyAnswer): string =>
  own && own.streak > 1 ? playerText("streak", { n: own.streak }) : "";

/** What is copied: the try's hits, or the day's best. */
export function pastedText(
  day: number,
  hits: number,
  answer: DailyAnswer | null,
  link: string,
): string {
  const hitsText = playerText("hits", { n: hits });
  const isBest = answer?.own?.best?.hits === hits && answer.day === day;
  const more = answer && isBest ? [placeText(answer), streakText(answer)] : [];
  const title = `${text("title")} · ${text("daily")}`;
  return pasteOf({ title, day, hits, words: [hitsText, ...more], link });
}
