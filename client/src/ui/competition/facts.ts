/** A competition in one line: rules, time left, who is here. */
import { competitionText } from "../competition-texts.ts";
import { more } from "../more-texts.ts";
import { text } from "../texts.ts";
import { clockOf, type Shown } from "./shown.ts";

const MINUTE = 60_000;

/** "Quickpong · First to 3 points · 8:05 left · 12 players here". */
export function factsOf({ news }: Shown): string {
  const { settings, endsIn, present } = news;
  const facts = [more(`preset_${settings.preset}`), text("firstTo", { n: settings.points })];
  if (settings.kind === "arena" && news.phase !== "ended") {
    const time = clockOf(endsIn ?? settings.minutes * MINUTE);
    facts.push(competitionText("timeLeft", { time }));
  }
  facts.push(competitionText("here", { n: present }));
  return facts.join(" · ");
}
