/** Which cells the netcode benchmark plays. */
import type { NetMode } from "@quickpong/client/net/modes.ts";
import type { Cell } from "./cell.ts";

export const DESIGNS: readonly NetMode[] = ["quickpong", "all", "own", "none"];
const RTTS = [0, 50, 100, 200, 300];
const JITTERS = [0, 15, 30];
const LOSSES = [0, 0.005, 0.02];

/** Contacts a cell: our own design, the classic ones, and the cells that the bars are judged on. */
const CONTACTS = 5000;
const CLASSIC_CONTACTS = 1000;
const JUDGED_CONTACTS = 25_000;
const JUDGED_LOSSLESS = 10_000;
const QUICK_CONTACTS = 2000;

/** Cells with a bar on rare events, as [rtt, jitter, loss]. */
const JUDGED: readonly (readonly [number, number, number])[] = [
  [100, 15, 0.005],
  [100, 15, 0.02],
  [300, 30, 0.005],
  [300, 30, 0.02],
];

/** The whole matrix: symmetric links, and one near player against one far. */
export function fullMatrix(): Cell[] {
  const cells: Cell[] = [];
  for (const design of DESIGNS) {
    for (const jitter of JITTERS) {
      for (const loss of LOSSES) {
        for (const rtt of RTTS) {
          const wanted = contactsFor(design, rtt, jitter, loss);
          cells.push({ design, rttLeft: rtt, rttRight: rtt, jitter, loss, wanted });
        }
        const wanted = design === "quickpong" ? CONTACTS : CLASSIC_CONTACTS;
        cells.push({ design, rttLeft: 20, rttRight: 200, jitter, loss, wanted });
      }
    }
  }
  return cells;
}

function contactsFor(design: NetMode, rtt: number, jitter: number, loss: number): number {
  if (design !== "quickpong") return CLASSIC_CONTACTS;
  if (JUDGED.some(([r, j, l]) => r === rtt && j === jitter && l === loss)) return JUDGED_CONTACTS;
  return loss === 0 && rtt >= 200 && jitter === 30 ? JUDGED_LOSSLESS : CONTACTS;
}

/** Three cells for every design, in under 50 s. */
export function quickMatrix(): Cell[] {
  const links = [
    [50, 15, 0],
    [100, 15, 0.005],
    [200, 15, 0],
  ] as const;
  return DESIGNS.flatMap((design) =>
    links.map(([rtt, jitter, loss]) => {
      return { design, rttLeft: rtt, rttRight: rtt, jitter, loss, wanted: QUICK_CONTACTS };
    }),
  );
}
