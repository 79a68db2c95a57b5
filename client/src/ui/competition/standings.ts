/** The table: of an arena or a room for a crowd as it stands, of a cup before it begins and when it is over. */
import type { TableRow } from "@quickpong/shared/protocol/competition-view.ts";
import { h, setAttribute, setText } from "../../platform/dom.ts";
import { type CompetitionKey, competitionText } from "../competition-texts.ts";
import { text } from "../texts.ts";
import { keyedRows, type Row } from "./keyed-rows.ts";
import type { Part, Shown } from "./shown.ts";

interface Line {
  row: TableRow;
  isOwn: boolean;
}

const COLUMNS: readonly CompetitionKey[] = [
  "colPlace",
  "colPlayer",
  "colWon",
  "colLost",
  "colPoints",
];

/** Builds it; `limit` rows are shown, and how many there are besides. */
export function createStandings(limit = (): number => Number.POSITIVE_INFINITY): Part {
  const body = h("tbody");
  const heads = COLUMNS.map((key) => h("th", { scope: "col" }, competitionText(key)));
  const caption = h("caption", { class: "unseen" });
  const table = h("table", {}, caption, h("thead", {}, h("tr", {}, ...heads)), body);
  const rest = h("p", { class: "soft" });
  const heading = h("h2");
  const write = keyedRows<Line>(body, ({ row }) => row.entrant, createRow);
  return {
    element: h("section", { class: "standings" }, heading, table, rest),
    update({ news, own }: Shown) {
      const { settings, phase } = news;
      const before = phase === "waiting";
      const title = competitionText(before ? "players" : "table");
      setText(heading, title);
      setText(caption, title);
      // Points are an arena's; elsewhere they are the matches won.
      setAttribute(table, "data-kind", before ? "players" : settings.kind);
      const lines = news.table.map((row) => ({ row, isOwn: row.entrant === own.entrant }));
      const most = limit();
      write(lines.slice(0, most));
      const more = lines.length - most;
      setText(rest, more > 0 ? competitionText("moreOf", { n: more }) : "");
      setAttribute(rest, "hidden", more <= 0);
      setAttribute(table, "hidden", lines.length === 0);
    },
  };
}

function createRow(): Row<Line> {
  const place = h("td", { translate: "no" });
  const name = h("span", { dir: "auto", translate: "no" });
  const notes = h("small", { class: "soft" });
  const numbers = [h("td"), h("td"), h("td")] as const;
  const element = h("tr", {}, place, h("th", { scope: "row" }, name, notes), ...numbers);
  return {
    element,
    update({ row, isOwn }) {
      setText(place, String(row.place));
      setText(name, row.name);
      setText(notes, notesOf(row, isOwn));
      setAttribute(notes, "hidden", notes.textContent === "");
      setText(numbers[0], String(row.won));
      setText(numbers[1], String(row.lost));
      setText(numbers[2], String(row.points));
      element.className = [isOwn && "own", row.out && "out"].filter(Boolean).join(" ");
      if (isOwn) setAttribute(element, "aria-current", "true");
      else element.removeAttribute("aria-current");
    },
  };
}

function notesOf({ bot, playing, present, out, streak }: TableRow, isOwn: boolean): string {
  const where = out ? "gone" : playing ? "playsNow" : present ? null : "away";
  return [
    isOwn && text("you"),
    bot && text("machine"),
    where && competitionText(where),
    !out && streak >= 2 && "×2",
  ]
    .filter(Boolean)
    .join(" · ");
}
