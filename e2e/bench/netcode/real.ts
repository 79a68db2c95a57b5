/**
 * `npm run bench:netcode -- --real`: the same figures in the real thing. Headless clients play
 * through the TCP proxy against a running server, over real sockets and real time, and so do two real
 * browsers; each link's figures stand below what the virtual network says of it.
 */
import { cpus } from "node:os";
import { busyMicros } from "../../lib/machine.ts";
import { runBots } from "../../load/run.ts";
import { inBrowsers } from "./browsers.ts";
import { type CellResult, runCell } from "./cell.ts";
import type { RealRow } from "./real-table.ts";

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

type Figures = Omit<RealRow, "rtt" | "jitter" | "loss" | "where" | "busy">;

/** Plays every link (of round trip `rtt` only, when given) in all three ways; tells of each row as it is known. */
export async function runReal(
  seed: number,
  rtt: number | undefined,
  tell: (row: RealRow) => void,
): Promise<RealRow[]> {
  const rows: RealRow[] = [];
  const add = async (
    link: (typeof LINKS)[number],
    where: RealRow["where"],
    play: () => Figures | Promise<Figures>,
  ) => {
    const from = { busy: busyMicros(), at: performance.now() };
    const figures = await play();
    const cores = (busyMicros() - from.busy) / (performance.now() - from.at) / 1000;
    const row = { ...link, where, ...figures, busy: cores / cpus().length };
    rows.push(row);
    tell(row);
  };
  for (const link of LINKS.filter((each) => rtt === undefined || each.rtt === rtt)) {
    await add(link, "virtual", () => simulated(link, seed));
    await add(link, "bots over TCP", () => overTcp(link, seed));
    await add(link, "two browsers", () => inBrowsers(link, seed));
  }
  return rows;
}

function simulated({ rtt, jitter, loss }: (typeof LINKS)[number], seed: number): Figures {
  const link = { rttLeft: rtt, rttRight: rtt, jitter, loss };
  return ofCell(runCell({ design: "quickpong", ...link, wanted: SIMULATED_CONTACTS }, seed));
}

const ofCell = (cell: CellResult): Figures => ({
  contacts: cell.contacts,
  ownWrong: cell.ownWrong,
  opponentWrong: cell.opponentWrong,
  snaps: Math.round(cell.snapsPerMinute * cell.minutes * 2),
  longStalls: cell.stallsOver50ms,
  lateInputs: cell.lateInputs / cell.inputs,
  slowFrames: 0,
  upBytesPerSecond: cell.upBytesPerSecond,
  downBytesPerSecond: cell.downBytesPerSecond,
});

async function overTcp(quality: (typeof LINKS)[number], seed: number): Promise<Figures> {
  const { report } = await runBots(
    {
      matches: MATCHES,
      seconds: SECONDS,
      url: undefined,
      processes: 1,
      pinned: false,
      light: false,
      remembered: false,
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
    snaps: picture.ballSnaps,
    longStalls: picture.longStalls,
    lateInputs: null,
    slowFrames: null,
    upBytesPerSecond: report.upBytesPerSecond ?? Number.NaN,
    downBytesPerSecond: report.downBytesPerSecond ?? Number.NaN,
  };
}
