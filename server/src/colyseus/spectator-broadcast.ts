/**
 * A match's spectators. They get the same patches as the players, but gathered: one frame for all of
 * them every 50 ms, written a few sockets at a time, so that no player's tick waits for them.
 */
import { type Client, ClientState } from "@colyseus/core";
import { frameOf } from "../ws/frames.ts";
import { connectionOf } from "./colyseus-internals.ts";
import { inPieces } from "./in-pieces.ts";
import { SWITCH_TO_ROOT } from "./outbox.ts";

/** How long patches are gathered (ms). A spectator draws in the past anyway. */
const GATHER = 50;

export class SpectatorBroadcast {
  /** Every spectator, with how many of the gathered patches their full state already contained. */
  readonly #seen = new Map<Client, number>();
  #patches: string[] = [];
  /** Frames of their own: emotes. */
  #frames = "";
  #timer: NodeJS.Timeout | undefined;

  get size(): number {
    return this.#seen.size;
  }

  /** The client watches from now on; it has just been sent the full state. */
  add(client: Client): void {
    this.#seen.set(client, this.#patches.length);
  }

  /** False when they didn't watch. */
  remove(client: Client): boolean {
    return this.#seen.delete(client);
  }

  /** A patch, one byte a character, on its way to everybody. */
  take(patch: string | undefined): void {
    if (patch === undefined || this.size === 0) return;
    this.#patches.push(patch);
    this.#arm();
  }

  /** Another message, with its code, on its way to everybody. */
  send(message: string): void {
    if (this.size === 0) return;
    this.#frames += frameOf(message);
    this.#arm();
  }

  /** Everybody goes. */
  dismiss(code: number): void {
    for (const client of this.#seen.keys()) client.leave(code);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#seen.clear();
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => this.#flush(), GATHER);
  }

  #flush(): void {
    const patches = this.#patches;
    const frames = this.#frames;
    this.#patches = [];
    this.#frames = "";
    const texts = new Map<number, string>();
    const writes: [Client, string][] = [];
    for (const [client, seen] of this.#seen) {
      const text = texts.get(seen) ?? together(patches.slice(seen)) + frames;
      texts.set(seen, text);
      writes.push([client, text]);
      this.#seen.set(client, 0);
    }
    // The next ones are gathered for when all of these are written.
    inPieces(
      writes,
      ([client, text]) => {
        if (text && client.state === ClientState.JOINED) connectionOf(client).write(text);
      },
      () => {
        this.#timer = undefined;
        if (this.#patches.length > 0 || this.#frames) this.#arm();
      },
    );
  }
}

/** One frame with all of them: a decoder reads it like one after the other. */
function together(patches: readonly string[]): string {
  const [first, ...rest] = patches;
  if (first === undefined) return "";
  return frameOf([first, ...rest.map((patch) => patch.slice(1))].join(SWITCH_TO_ROOT));
}
