/** What the parts of a competition's page are shown with, and how entrants are looked up in it. Pure. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import type {
  MatchView,
  OwnView,
  ResultView,
  TableRow,
} from "@quickpong/shared/protocol/competition-view.ts";

export interface Shown {
  news: CompetitionNews;
  own: OwnView;
}

/** A part of the page: built once, and written anew with what comes. */
export interface Part {
  element: HTMLElement;
  update(shown: Shown): void;
}

/** Of a page that enters nothing, such as the projector's. */
export const WATCHING: OwnView = {
  entrant: null,
  state: "watching",
  match: null,
  opponent: null,
  comeIn: 0,
  host: false,
  ahead: null,
  removed: false,
};

export const rowOf = ({ table }: CompetitionNews, entrant: EntrantNumber): TableRow | undefined =>
  table.find((row) => row.entrant === entrant);

/** An entrant's name; "?" for one who is not in the table any more. */
export const nameIn = (news: CompetitionNews, entrant: EntrantNumber): string =>
  rowOf(news, entrant)?.name ?? "?";

/** Both names of a match, with its score between: "Ann 3 : 1 Bob". */
export function lineOf(
  news: CompetitionNews,
  { entrants, score }: Pick<MatchView | ResultView, "entrants" | "score">,
): string {
  const [left, right] = entrants.map((each) => nameIn(news, each));
  return `${left} ${score[0]} : ${score[1]} ${right}`;
}

const SECOND = 1000;
const MINUTE = 60;

/** "8:05" of a time that is left (ms). */
export function clockOf(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / SECOND));
  const rest = String(seconds % MINUTE).padStart(2, "0");
  return `${Math.floor(seconds / MINUTE)}:${rest}`;
}

/** Whole seconds of a time that is left (ms), never below 0. */
export const secondsOf = (left: number): number => Math.max(0, Math.ceil(left / SECOND));

/** The match of those that run that is worth most to watch: the bracket's last round, else the best places. */
export function bestMatch(news: CompetitionNews, not = 0): MatchView | undefined {
  const worth = ({ node, entrants }: MatchView): number => {
    const places = entrants.map((each) => rowOf(news, each)?.place ?? news.table.length);
    return node > 0 ? node * 1000 + Math.min(...places) : (places[0] ?? 0) + (places[1] ?? 0);
  };
  const watchable = news.matches.filter(({ running, watch }) => running && watch !== "");
  const others = watchable.filter(({ match }) => match !== not);
  return [...(others.length > 0 ? others : watchable)].sort((a, b) => worth(a) - worth(b))[0];
}
