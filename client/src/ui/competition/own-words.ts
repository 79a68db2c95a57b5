/** What is said to the person at this page: what happens now, and how they stand. Pure but for the language. */
import {
  CAPACITY,
  type CompetitionRefusal,
  FEWEST,
} from "@quickpong/shared/protocol/competition.ts";
import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import { competitionText } from "../competition-texts.ts";
import { text } from "../texts.ts";
import { championOf } from "./bracket-rounds.ts";
import { nameIn, rowOf, type Shown } from "./shown.ts";

/** `news` as they are `elapsed` ms later: what time is left has become less. */
export function aged(news: CompetitionNews, elapsed: number): CompetitionNews {
  const runs = news.phase === "running" || news.phase === "ending";
  return {
    ...news,
    endsIn: news.endsIn === null || !runs ? news.endsIn : Math.max(0, news.endsIn - elapsed),
    matches: news.matches.map((match) => ({
      ...match,
      comeIn: Math.max(0, match.comeIn - elapsed),
    })),
  };
}

/** Why one can't enter now; null when one can. */
export function whyClosed({ news, own }: Shown): CompetitionRefusal | null {
  const { settings, phase, entrants } = news;
  if (own.removed) return "removed";
  if (phase === "ended") return "ended";
  if (settings.kind === "cup" && phase !== "waiting") return "begun";
  return entrants >= CAPACITY[settings.kind] ? "full" : null;
}

/** What happens now, in a few words. */
export function headlineOf(shown: Shown): string {
  const { news, own } = shown;
  if (news.phase === "ended") return outcomeOf(shown);
  const name = own.opponent === null ? "" : nameIn(news, own.opponent);
  switch (own.state) {
    case "called":
      return competitionText("called", { name });
    case "playing":
      return competitionText("playing", { name });
    case "missed":
      return competitionText("missed");
    case "out":
      return competitionText("out");
    case "left":
      return competitionText(own.removed ? "removed" : "leftIt");
    case "watching":
    case "waiting":
      return phaseWords(shown);
  }
}

function phaseWords(shown: Shown): string {
  const { news, own } = shown;
  if (news.phase === "waiting") return beginWords(shown);
  if (news.phase === "paused") return competitionText("paused");
  if (news.phase === "ending") return competitionText("ending");
  if (own.state === "watching") return competitionText("watchingIt");
  const { kind } = news.settings;
  if (kind === "arena") return competitionText("seeking");
  if (kind === "cup") return competitionText("nextRound");
  const { ahead } = own;
  return ahead ? competitionText("ahead", { n: ahead }) : competitionText("youNext");
}

function beginWords({ news, own }: Shown): string {
  const fewest = FEWEST[news.settings.kind];
  if (news.present < fewest) return competitionText("takes", { n: fewest });
  if (own.host) return competitionText("youBegin");
  return competitionText(news.hostHere ? "hostBegins" : "beginsAlone");
}

/** Who won: of a cup the bracket says it, of the others the table. */
function outcomeOf({ news, own }: Shown): string {
  const { kind } = news.settings;
  const first = news.table[0];
  const played = news.table.some(({ won, lost, drawn }) => won + lost + drawn > 0);
  const winner = kind === "cup" ? championOf(news) : played && first ? first.entrant : null;
  if (winner === null) return competitionText("endedNobody");
  if (winner === own.entrant) return text("won");
  return text("winner", { name: nameIn(news, winner) });
}

/** What is said below it; "" for nothing. What a countdown says is said apart. */
export function hintOf({ news, own }: Shown): string {
  if (news.phase === "ended") return competitionText("ended");
  if (own.state === "missed") return competitionText("missedText");
  if (own.state === "out") return competitionText("outText");
  if (own.removed) return competitionText("removedText");
  return news.phase === "paused" ? competitionText("pausedText") : "";
}

/** "Place 3 of 12 · 7 points"; "" where one is in no table yet. */
export function standingOf({ news, own }: Shown): string {
  const row = own.entrant === null ? undefined : rowOf(news, own.entrant);
  if (!row || news.phase === "waiting") return "";
  const { kind } = news.settings;
  const place = competitionText("placeOf", { place: row.place, n: news.table.length });
  if (kind === "cup") return news.phase === "ended" ? place : "";
  const n = row.points;
  return `${place} · ${competitionText(kind === "arena" ? "points" : "wins", { n })}`;
}
