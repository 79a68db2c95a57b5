/** A browser, as far as players are concerned: it says where its pages are from, and keeps the cookie. */
import { parseSetCookie } from "cookie";
import { enterLobby, type Visitor } from "./player.ts";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the test looks for.
  body: any;
  headers: Headers;
}

const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

export class Browser {
  readonly url: string;
  /** Name and value; "" for none. */
  cookie = "";

  constructor(url: string) {
    this.url = url;
  }

  /** What it sends with each request from a page of the server's own. */
  get headers(): Record<string, string> {
    const own = { Origin: this.url, "User-Agent": AGENT };
    return this.cookie === "" ? own : { ...own, Cookie: this.cookie };
  }

  async ask(method: string, path: string, body?: object, more = {}): Promise<Answer> {
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...this.headers, ...(body && { "Content-Type": "application/json" }), ...more },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const header of answer.headers.getSetCookie()) this.#keep(header);
    const text = await answer.text();
    return {
      status: answer.status,
      body: text === "" ? null : JSON.parse(text),
      headers: answer.headers,
    };
  }

  /** Presses Play. */
  play(options: object = {}): Promise<Visitor> {
    return enterLobby(this.url, options, this.headers);
  }

  #keep(header: string): void {
    const { name, value, maxAge } = parseSetCookie(header);
    this.cookie = maxAge === 0 ? "" : `${name}=${value}`;
  }
}
