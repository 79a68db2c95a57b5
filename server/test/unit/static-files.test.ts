/** Files of the client to somebody who takes them slowly; see http.test.ts for the rest. */
import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { staticFiles } from "../../src/http/static-files.ts";

const dir = mkdtempSync(join(tmpdir(), "quickpong-files-"));
mkdirSync(join(dir, "assets"));
writeFileSync(join(dir, "index.html"), "<!doctype html>");
writeFileSync(join(dir, "assets/large.js"), Buffer.alloc(600_000));
const files = staticFiles(dir);
afterAll(() => rmSync(dir, { recursive: true }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Response extends EventEmitter {
  destroyed = false;
  setHeader() {}
  appendHeader() {}
  end() {}
  destroy() {
    this.destroyed = true;
  }
}

function send(path: string): Response {
  const response = new Response();
  const request = { method: "GET", headers: {} } as IncomingMessage;
  files.send(request, response as unknown as ServerResponse, path);
  return response;
}

test("a client that takes a file at less than 2 kB a second is cut off, whatever little it takes", () => {
  const slow = send("/assets/large.js");
  const done = send("/assets/large.js");
  vi.advanceTimersByTime(329_000);
  expect(slow.destroyed).toBe(false);
  done.emit("close");
  vi.advanceTimersByTime(2000);
  expect([slow.destroyed, done.destroyed]).toEqual([true, false]);
});

test("what an answer costs goes by its size, and one that brings nothing costs the least", () => {
  const cost = (path: string, headers: object = {}, method = "GET") =>
    files.cost({ method, headers } as IncomingMessage, path);
  expect(cost("/assets/large.js")).toBe(60);
  expect(cost("/assets/large.js", {}, "HEAD")).toBe(1);
  expect(cost("/assets/large.js", { "if-none-match": "*" })).toBe(1);
  expect(cost("/")).toBe(1);
  expect(cost("/play")).toBe(undefined);
});
