/**
 * `npm run bench:netcode -- --real`: the same figures in the real thing. Headless clients play
 * through the TCP proxy against a running server, over real sockets and real time, and so do two real
 * browsers; each link's figures stand below what the virtual network says of it.
 */
import { runBots } from "../../bots/run.ts";
import { inBrowsers } from "./browsers.ts";
import { type CellResult, runCell } from "./cell.ts";

/** Links of the quick matrix; loss as a share. */
const LINKS = [
  { rtt: 50, jitter: 15, loss: 0 },
  { rtt: 100, jitter: 15, loss: 0.005 },
  { rtt: 200, jitter: 15, loss: 0 },
] as const;
/** Matches at a time: few enough that the bots' own process keeps its 60 frames a second. */
const MATCHES = 12;
const SECONDS = 60;
const SIMULATED_CONTACTS = 2000;

export interface RealRow {
  rtt: number;
  jitter: number;
  loss: number;
  where: "virtual" | "bots over TCP" | "two browsers";
  contacts: number;
  ownWrong: number;
  opponentWrong: number;
  pops: number;
  longHolds: number;
  upBytesPerSecond: number;
  downBytesPerSecond: number;
}

/** Plays every link both ways; tells of each row as it is known. */
export async function runReal(seed: number, tell: (row: RealRow) => void): Promise<RealRow[]> {
  const rows: RealRow[] = [];
  const add = (row: RealRow) => {
    rows.push(row);
    tell(row);
  };
  for (const link of LINKS) {
    const both = { rttLeft: link.rtt, rttRight: link.rtt };
    const { jitter, loss } = link;
    const cell = {
      design: "quickpong" as const,
      ...both,
      jitter,
      loss,
      wanted: SIMULATED_CONTACTS,
    };
    add({ ...link, where: "virtual", ...ofCell(runCell(cell, seed)) });
    add({ ...link, where: "bots over TCP", ...(await overTcp(link, seed)) });
    add({ ...link, where: "two browsers", ...(await inBrowsers(link, seed)) });
  }
  return rows;
}

const ofCell = (cell: CellResult) => ({
  contacts: cell.contacts,
  ownWrong: cell.ownWrong,
  opponentWrong: cell.opponentWrong,
  pops: Math.round(cell.popsPerMinute * cell.minutes * 2),
  longHolds: cell.heldOver50ms,
  upBytesPerSecond: cell.upBytesPerSecond,
  downBytesPerSecond: cell.downBytesPerSecond,
});

async function overTcp(quality: (typeof LINKS)[number], seed: number) {
  const { report } = await runBots(
    {
      matches: MATCHES,
      seconds: SECONDS,
      url: undefined,
      lean: false,
      skill: "club",
      hands: "mixed",
      quality,
      ramp: 50,
      points: 21,
      seed,
      json: undefined,
      html: undefined,
      thresholds: [],
    },
    { moment: () => {}, signal: new AbortController().signal },
  );
  const { picture } = report;
  return {
    contacts: picture.ownContacts,
    ownWrong: picture.ownWrong,
    opponentWrong: picture.opponentWrong,
    pops: picture.ballPops,
    longHolds: picture.longHolds,
    upBytesPerSecond: report.upBytesPerSecond,
    downBytesPerSecond: report.downBytesPerSecond,
  };
}

const COLUMNS: readonly (readonly [string, number, (row: RealRow) => string])[] = [
  ["rtt/jitter/loss", 15, (row) => `${row.rtt}/${row.jitter}/${row.loss * 100}%`],
  ["where", 13, (row) => row.where],
  ["contacts", 8, (row) => `${row.contacts}`],
  ["own wrong", 9, (row) => `${row.ownWrong}`],
  ["opp wrong", 9, (row) => `${row.opponentWrong}`],
  ["pops", 4, (row) => `${row.pops}`],
  ["held>50ms", 9, (row) => `${((100 * row.longHolds) / row.contacts).toFixed(1)}%`],
  ["up B/s", 6, (row) => row.upBytesPerSecond.toFixed(0)],
  ["down B/s", 8, (row) => row.downBytesPerSecond.toFixed(0)],
];
export const realHead = (): string =>
  COLUMNS.map(([title, width]) => title.padStart(width)).join("  ");
export const realRow = (row: RealRow): string =>
  COLUMNS.map(([, width, text]) => text(row).padStart(width)).join("  ");
