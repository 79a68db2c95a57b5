/** Reads a request's body, up to a bound. */
import type { IncomingMessage } from "node:http";

/** Answers a request with this status when thrown from its handler. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The body as text; its length must be announced and at most `max` (bytes). */
async function readBody(request: IncomingMessage, max: number): Promise<string> {
  const length = Number(request.headers["content-length"]);
  if (!Number.isInteger(length)) throw new HttpError(411, "length required");
  if (length > max) throw new HttpError(413, "too long");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** The body as a JSON object. */
export const readObject = async (request: IncomingMessage, max: number) =>
  toObject(await readBody(request, max));

/** JSON of an object as that object. */
export function toObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Answered like anything else that is not an object.
  }
  throw new HttpError(400, "expected a JSON object");
}
