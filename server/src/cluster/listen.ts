/** Listening, with words for whoever started the server when it is not possible. */
import type { AddressInfo, Server } from "node:net";
import { type Config, StartError } from "../config.ts";

/** Has a server listen and says on which port; rejects with a StartError that says what to do. */
export function listen(
  server: Server,
  { port, host }: Pick<Config, "port" | "host">,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(new StartError(taken ? `Port ${port} is taken. Set PORT to another.` : error.message));
    });
    server.listen({ port, host }, () => resolve((server.address() as AddressInfo).port));
  });
}
