/** What the picture of a match costs: the recorded ones are drawn again and again. */
import { drawMatch } from "@quickpong/server/pictures/match-picture.ts";
import { toRecording } from "../../../shared/test/support/golden.ts";
import { readGoldens } from "../../lib/golden-matches.ts";

/** The first ones only warm up. */
const ROUNDS = 4;
const WARM_UP = 1;

export interface PictureFigures {
  /** Processor time to draw one (ms). */
  ms: number[];
  /** Of the PNG files. */
  bytes: number[];
}

export function drawPictures(): PictureFigures {
  const recordings = readGoldens().map(toRecording);
  const figures: PictureFigures = { ms: [], bytes: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const recording of recordings) {
      const before = process.cpuUsage();
      const { length } = drawMatch(recording);
      if (round < WARM_UP) continue;
      const { user, system } = process.cpuUsage(before);
      figures.ms.push((user + system) / 1000);
      figures.bytes.push(length);
    }
  }
  return figures;
}
