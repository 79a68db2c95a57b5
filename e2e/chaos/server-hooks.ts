/**
 * Loaded into the real server (`node --import`): breaks it from within on command, and measures what
 * can be seen only there. The server's own code knows nothing of it.
 *
 * Commands come over HTTP on a port of its own ($CHAOS_PORT), as `GET /<command>?<name>=<value>`, and each answer
 * is JSON.
 */
import { createServer } from "node:http";
import { LiveMatch } from "@quickpong/server/match/live-match.ts";
import { commands } from "./hooks/commands.ts";
import { armed } from "./hooks/throws.ts";
import "./hooks/proxy.ts";
import "./hooks/vitals.ts";

for (const where of ["play", "tick"] as const) {
  const original = LiveMatch.prototype[where] as (...args: unknown[]) => unknown;
  Object.assign(LiveMatch.prototype, {
    [where](this: LiveMatch, ...args: unknown[]) {
      armed.fire(where, this);
      return original.apply(this, args);
    },
  });
}

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const command = commands[pathname.slice(1)];
  const answer = command ? await command(searchParams) : { error: "no such command" };
  response.end(JSON.stringify(answer ?? {}));
})
  .listen(Number(process.env["CHAOS_PORT"]), "127.0.0.1")
  .unref();
