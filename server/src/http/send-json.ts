/** Answers in JSON. */
import type { ServerResponse } from "node:http";

/** A value that is JSON already. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  caching = "no-store",
): void {
  response.statusCode = status;
  response.setHeader("Cache-Control", caching);
  response.setHeader("Content-Type", "application/json");
  // With the head not written yet, head and body go out in one piece and not in chunks.
  response.end(value instanceof JsonText ? value.text : JSON.stringify(value));
}
