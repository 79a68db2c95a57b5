/** For a container's health check: exit code 0 when the server that the same environment started works. */
import { hostname } from "node:os";
import { readConfig } from "./config.ts";
import { cleanEnvironment } from "./environment.ts";
import { localAddress } from "./local-address.ts";

/** Answers come in under a millisecond; a process that needs longer than this (ms) does not work. */
const PATIENCE = 2500;

const { port, host } = readConfig(cleanEnvironment(process.env, hostname()).environment);
const answer = await fetch(`${localAddress(host, port, "127.0.0.1")}/healthz`, {
  signal: AbortSignal.timeout(PATIENCE),
}).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
