/**
 * The store's thread: the one place in a process that talks to the database, so that no tick ever waits for
 * a disk. When anything is wrong with the database it ends, and store-client.ts starts another.
 */
import { parentPort, workerData } from "node:worker_threads";
import { UnusableError } from "./migrate.ts";
import { openDatabase, type Place } from "./open-database.ts";
import { createRequests, type Requests } from "./requests.ts";

export interface ThreadOptions {
  place: Place;
  check: boolean;
}
export interface Request {
  id: number;
  method: keyof Requests;
  args: unknown[];
}
/** What the thread says. `unusable`: no other thread will fare better. */
export type Said =
  | { opened: true }
  | { unusable: string }
  | { failed: string }
  | { id: number; value: unknown }
  | { id: number; error: string };

const say = (said: Said) => parentPort?.postMessage(said);

async function serve({ place, check }: ThreadOptions): Promise<void> {
  const database = await openDatabase(place, check);
  const requests = createRequests(database);
  parentPort?.on("message", async (request: Request | "close") => {
    if (request === "close") {
      await database.close().catch(() => {});
      return parentPort?.close();
    }
    const { id, method, args } = request;
    try {
      say({ id, value: await Reflect.apply(requests[method], requests, args) });
    } catch (error) {
      say({ id, error: String(error) });
    }
  });
  say({ opened: true });
}

serve(workerData as ThreadOptions).catch((error: Error) => {
  say(error instanceof UnusableError ? { unusable: error.message } : { failed: String(error) });
});
