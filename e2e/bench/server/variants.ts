/** The servers that are compared, and the clients of each. */
import { type ProbedServer, startProbed } from "../../load/server-under-test.ts";
import { RATES_VARIABLE, type Rates } from "./bare-ws/frames.ts";
import { FloorLoad } from "./bare-ws/load.ts";
import { FEED_VARIABLE } from "./feed-variable.ts";
import { UsualLoad } from "./idiomatic-colyseus/load.ts";
import type { Load } from "./load.ts";
import { quickpongLoad } from "./quickpong-load.ts";

export const VARIANTS = ["quickpong", "usual", "floor"] as const;
export type Variant = (typeof VARIANTS)[number];

const PROGRAM: Record<Variant, string> = {
  quickpong: "server/src/main.ts",
  usual: "e2e/bench/server/idiomatic-colyseus/server.ts",
  floor: "e2e/bench/server/bare-ws/server.ts",
};

/** Ours, with results that are saved. */
const WITH_STORE = "e2e/bench/server/fed-server.ts";

/** A folder for the file, the results a second, and whether games are recorded and saved with them. */
export interface FedStore {
  folder: string;
  rate: number;
  replays: boolean;
}

export interface VariantOptions {
  variant: Variant;
  /** For the floor: the frames that it has to match. */
  rates?: Rates;
  /** For ours with a store. */
  store?: FedStore;
}

export interface LoadOptions extends VariantOptions {
  matches: number;
  /** Players let in per second. */
  ramp: number;
}

/** A server of that variant. */
export function startVariant({ variant, rates, store }: VariantOptions): Promise<ProbedServer> {
  const env: Record<string, string> = { [RATES_VARIABLE]: JSON.stringify(rates ?? {}) };
  // Nothing but the game: matches long enough not to end in the middle.
  if (variant === "quickpong") {
    Object.assign(env, { QUICKPONG_POINTS: "21", QUICKPONG_MAX_PLAYERS: "100000" });
  }
  if (store) {
    const { folder, rate, replays } = store;
    Object.assign(env, { QUICKPONG_DATA: folder, [FEED_VARIABLE]: String(rate) });
    env["QUICKPONG_REPLAYS"] = replays ? "on" : "off";
  }
  return startProbed({ program: store ? WITH_STORE : PROGRAM[variant], env });
}

/** The clients of that variant. */
export function loadOf({ variant, matches, ramp, rates }: LoadOptions, url: string): Load {
  if (variant === "quickpong") return quickpongLoad(url, matches, ramp);
  if (variant === "usual") return new UsualLoad(url, matches, ramp);
  if (!rates) throw new Error("the floor needs to know which frames to send");
  return new FloorLoad(url, matches, ramp, rates);
}
