/**
 * Prints what the recorded matches cost on the wire and how long contacts waited for their ruling:
 * `node shared/test/print-traffic.ts`. Bytes are the state's own, without frames around them.
 */

import { readdirSync, readFileSync } from "node:fs";
import { Encoder } from "@colyseus/schema";
import { contactTime } from "../src/ball.ts";
import { TICK_MS, TICK_RATE } from "../src/court.ts";
import { createMatch } from "../src/match.ts";
import { diffAndPublish, publisher } from "../src/protocol/diff-and-publish.ts";
import { PublishedMatch } from "../src/protocol/state.ts";
import { applyMessage, type Recording, RULES_VERSION } from "../src/replay.ts";
import { advance } from "../src/simulation.ts";
import { type Golden, toRecording } from "./support/golden.ts";

const folder = new URL(`golden/v${RULES_VERSION}/`, import.meta.url);

function measure({ rules, key, start, end, messages }: Recording) {
  const match = createMatch(rules, key, start);
  const out = new PublishedMatch();
  const sent = publisher();
  const encoder = new Encoder(out);
  const waits: number[] = [];
  let ruled = 0;
  let patches = 0;
  let bytes = 0;
  let next = 0;
  const look = () => {
    const [flight, after] = match.flights.slice(-2);
    const newest = after ?? flight;
    const count = match.flightCount - (newest?.ruling === "open" ? 1 : 0);
    const last = newest?.ruling === "open" ? flight : newest;
    if (count > ruled && last) waits.push((match.now - contactTime(last)) * TICK_MS);
    ruled = count;
  };
  for (let tick = Math.ceil(start) + 1; tick <= end; tick++) {
    for (; (messages[next]?.[0] ?? Infinity) <= tick; next++) {
      applyMessage(match, ...(messages[next] as Recording["messages"][number]));
      look();
    }
    advance(match, tick);
    look();
    if (!diffAndPublish(match, out, sent).any) continue;
    patches++;
    bytes += encoder.encode().length;
    encoder.discardChanges();
  }
  const time = (end - start) / TICK_RATE;
  return { patches: patches / time, bytes: bytes / time, waits };
}

for (const file of readdirSync(folder)) {
  const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const { patches, bytes, waits } = measure(toRecording(golden) as Recording);
  const waited = waits.filter((wait) => wait > 0);
  const longest = Math.max(0, ...waits);
  process.stdout.write(
    `${file}: ${patches.toFixed(1)} patches/s, ${bytes.toFixed(0)} B/s; ` +
      `${waited.length} of ${waits.length} contacts waited, ${longest.toFixed(0)} ms at most\n`,
  );
}
