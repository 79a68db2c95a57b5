/** The game's own server, whose store gets as many results a second as its matches would bring. */
import { readFileSync } from "node:fs";
import { inTop } from "../../lib/paths.ts";
import { FEED_EVENTS, FEED_VARIABLE } from "./feed-variable.ts";

/** Players who take turns. */
const PEOPLE = 1000;

// The server sets its heap before it loads anything; what is loaded earlier would leave it another heap.
const { tuneGc } = await import(inTop("server/src/gc-tuning.ts"));
tuneGc();
const { nextStore, ResultFeed } = await import("../../load/result-feed.ts");
const feeding = nextStore();
await import(inTop("server/src/main.ts"));
/** The longest of the stored ones: a match of 65 s to 3 points, about as much as one of 90 s brings. */
const RECORDING = "shared/test/stored/rules-2/beginners-1.qpr";
const isRecorded = process.env["QUICKPONG_REPLAYS"] === "on";
const recording = isRecorded ? new Uint8Array(readFileSync(inTop(RECORDING))) : null;
const feed = new ResultFeed(await feeding, PEOPLE, recording);
await feed.prepare();
const start = () => feed.start(Number(process.env[FEED_VARIABLE]));
start();
process.on(FEED_EVENTS.on, start);
process.on(FEED_EVENTS.off, () => feed.stop());
