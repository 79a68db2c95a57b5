/** A page with nothing on it but one module of ours, built as the game's own scripts are. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build, type Rolldown } from "vite";
import { inTop } from "../../lib/paths.ts";

/** Serves it; what module `entry` exports is `window[name]` there. */
export async function serveBundle(entry: string, name: string) {
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    build: {
      ...{ write: false, target: "es2022" },
      lib: { entry: inTop(entry), formats: ["iife"], name },
    },
  })) as Rolldown.RolldownOutput[];
  const script = built[0]?.output[0].code.replaceAll("</script", "<\\/script") ?? "";
  const page = `<!doctype html><title>A module</title><script>${script}</script>`;
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(page);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
