/** People who come and go as they do: look at the page, give up a download, play and vanish. */
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningServer } from "../lib/start-server.ts";
import { LARGE, SMALL } from "./client-folder.ts";
import { enterLobby, takeSeat } from "./raw-client.ts";

/** Between two who come (ms). */
const EVERY = 150;

export class Churn {
  /** People who have come so far. */
  visits = 0;
  readonly #server: RunningServer;
  readonly #kinds = [visit, giveUp, visit, changeMind, reset, vanish];
  #stopped = false;
  readonly #here = new Set<Promise<unknown>>();
  readonly #done: Promise<void>;

  constructor(server: RunningServer) {
    this.#server = server;
    this.#done = this.#run();
  }

  /** Nobody else comes; resolves when all have gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
    await Promise.allSettled(this.#here);
  }

  async #run(): Promise<void> {
    for (; !this.#stopped; await sleep(EVERY)) {
      const kind = this.#kinds[this.visits++ % this.#kinds.length];
      const person = kind?.(this.#server).catch(() => {});
      if (!person) continue;
      this.#here.add(person);
      void person.then(() => this.#here.delete(person));
    }
  }
}

/** Loads the page and its files, and asks who is there. */
async function visit({ url }: RunningServer): Promise<void> {
  for (const path of ["/", SMALL, LARGE.path, "/api/online", "/nowhere.js"]) {
    const answer = await fetch(url + path, { headers: { connection: "close" } });
    await answer.arrayBuffer();
  }
}

const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

/** Goes away with the first piece of a download. */
const giveUp = ({ port }: RunningServer): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(ask(LARGE.path)));
    socket.once("data", () => socket.destroy());
    socket.on("error", () => {}).once("close", () => resolve());
  });

/** Is gone before the answer comes. */
const reset = ({ port }: RunningServer): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(ask(LARGE.path), () => socket.resetAndDestroy()),
    );
    socket.on("error", () => {}).once("close", () => resolve());
  });

/** Presses Play, and leaves again. */
async function changeMind({ url }: RunningServer): Promise<void> {
  const guest = await enterLobby(url);
  await sleep(50);
  guest.leave();
}

/** Sits down to a match, and the line is lost without a word. */
async function vanish({ url }: RunningServer): Promise<void> {
  const player = await takeSeat(url, await enterLobby(url));
  await sleep(500);
  player.socket.terminate();
}
