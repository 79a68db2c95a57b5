/** Plays competitions on a thread of its own. */
import { parentPort } from "node:worker_threads";
import { type Job, playJob } from "./run.ts";

parentPort?.on("message", (job: Job) => parentPort?.postMessage(playJob(job)));
