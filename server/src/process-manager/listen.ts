/** Listening, with words for whoever started the server when it is not possible. */
import { type AddressInfo, createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Config, StartError } from "../config.ts";

/** `reusePort`: several processes may; not every system can do that. */
export interface Where extends Pick<Config, "port" | "host"> {
  reusePort?: boolean;
}

/**
 * Connections that the system may hold until they are taken, as far as it allows. With Node's 511 a
 * part of a crowd that comes at once is dropped, and its systems try again after a second.
 */
export const BACKLOG = 4096;

/** Has a server listen and says on which port; rejects with a StartError that says what to do. */
export function listen(server: Server, { port, host, reusePort = false }: Where): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new StartError(advice(error, port, host), { cause: error }));
    });
    server.listen({ port, host, reusePort, backlog: BACKLOG }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

/** What to change when listening failed. */
function advice({ code, message }: NodeJS.ErrnoException, port: number, host?: string): string {
  if (code === "EADDRINUSE") return `Port ${port} is taken. Set PORT to another.`;
  if (code === "EACCES") return `PORT=${port}: only an administrator may listen on it here.`;
  if (host === undefined) return message;
  return `HOST=${host}: this machine can't listen there (${message}). Leave it out to listen on all addresses.`;
}

/**
 * Finds out whether several processes can listen on a port together, which nobody else may have now.
 * Where they can't, `fallback` listens for all.
 */
export async function takePort(
  fallback: Server,
  where: Where,
): Promise<{ port: number; shared: boolean }> {
  // Without this another server that shares its port would be joined.
  const port = await untilFree(where);
  try {
    await tryPort({ ...where, port, reusePort: true });
    return { port, shared: true };
  } catch {
    await listen(fallback, { ...where, port });
    return { port, shared: false };
  }
}

/** Processes whose supervisor was killed leave its port to the next one within this time (ms). */
const LEFT_WITHIN = 2000;
const TRY_EVERY = 100;

async function untilFree(where: Where): Promise<number> {
  for (const end = performance.now() + LEFT_WITHIN; ; await sleep(TRY_EVERY)) {
    try {
      return await tryPort(where);
    } catch (error) {
      const { code } = (error as StartError).cause as NodeJS.ErrnoException;
      if (code !== "EADDRINUSE" || performance.now() > end) throw error;
    }
  }
}

async function tryPort(where: Where): Promise<number> {
  const server = createServer();
  const port = await listen(server, where);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
