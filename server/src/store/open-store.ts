/** Opens the store that the settings name. */
import { type Config, StartError } from "../config.ts";
import { noStore } from "./no-store.ts";
import { nameOf, type Place } from "./open-database.ts";
import type { Store } from "./store.ts";
import { StoreClient, type StoreOptions } from "./store-client.ts";

/** For how long the server's start waits for a database (ms): after that matches are played without it. */
const START_MAX = 5000;

/**
 * @param shared Whether other processes of this machine use the same store.
 * Throws a StartError when the database is damaged or too new, so that nobody plays for nothing.
 */
export async function openStore(
  config: Pick<Config, "dataFolder" | "databaseUrl">,
  shared: boolean,
  options: StoreOptions,
): Promise<Store> {
  const place = placeOf(config, shared);
  if (!place) return noStore();
  const store = new StoreClient(place, options);
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, START_MAX);
  const why = await Promise.race([store.opening, promise]);
  clearTimeout(timer);
  if (why === undefined) return store;
  await store.close(0);
  throw new StartError(`The store ${nameOf(place)} can't be used: ${why}.`);
}

function placeOf(
  { dataFolder, databaseUrl }: Pick<Config, "dataFolder" | "databaseUrl">,
  shared: boolean,
): Place | undefined {
  if (dataFolder === undefined) return undefined;
  if (databaseUrl !== undefined) return { kind: "postgres", url: databaseUrl };
  return { kind: "sqlite", folder: dataFolder, shared };
}
