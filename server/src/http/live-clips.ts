/**
 * What the first page shows behind its title: the most watched public match, some seconds ago, else the longest
 * rally of the day. Made once for all who ask within some seconds, however many they are.
 */

import type { Clip, LiveClip } from "@quickpong/shared/protocol/clip.ts";
import type { WatchableMatch } from "@quickpong/shared/protocol/http-answers.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import type { Logger } from "pino";
import { type PictureMaker, PicturesBusy } from "../pictures/picture-maker.ts";
import { type Store, StoreError } from "../store/store.ts";
import { JsonText } from "./send-json.ts";

/** Where clips come from. */
export interface ClipSources {
  log: Logger;
  store: Store;
  pictures: Pick<PictureMaker, "clip">;
  /** Public matches that run in this process, the one to show first. */
  watchable(): readonly WatchableMatch[];
  /** Of one of them; null when it is not recorded, or too young. */
  clip(id: string): Promise<Clip | null>;
  /** ms */
  now(): number;
}

/** An answer is good for so long (s). */
export const CLIP_GOOD_FOR = 3;
/** The day's longest rally is looked for anew after so long (ms); where there is none, with each answer. */
const RALLY_EVERY = 60_000;

export class LiveClips {
  readonly #sources: ClipSources;
  #answer: Promise<JsonText | null> = Promise.resolve(null);
  #answeredAt = Number.NEGATIVE_INFINITY;
  #rally: LiveClip | null = null;
  #rallyAt = Number.NEGATIVE_INFINITY;

  constructor(sources: ClipSources) {
    this.#sources = sources;
  }

  /** A LiveClip, or null when there is nothing to show. Never rejects. */
  answer(): Promise<JsonText | null> {
    const now = this.#sources.now();
    if (now - this.#answeredAt < CLIP_GOOD_FOR * 1000) return this.#answer;
    this.#answeredAt = now;
    this.#answer = this.#find(now);
    return this.#answer;
  }

  async #find(now: number): Promise<JsonText | null> {
    const clip = (await this.#live()) ?? (await this.#rallyOfTheDay(now));
    return clip && new JsonText(JSON.stringify(clip));
  }

  async #live(): Promise<LiveClip | null> {
    const [match] = this.#sources.watchable();
    if (!match) return null;
    const { id } = match;
    const clip = await this.#sources.clip(id).catch((error) => this.#failed(error));
    return clip && { kind: "live", id, ...clip };
  }

  async #rallyOfTheDay(now: number): Promise<LiveClip | null> {
    if (this.#rally && now - this.#rallyAt < RALLY_EVERY) return this.#rally;
    this.#rallyAt = now;
    const { store } = this.#sources;
    if (store.state === "off") return null;
    this.#rally = await this.#findRally(store).catch((error) => this.#failed(error));
    return this.#rally;
  }

  async #findRally(store: Store): Promise<LiveClip | null> {
    const id = await store.rallyOfTheDay(Date.now());
    if (id === null || id === this.#rally?.id) return id === null ? null : this.#rally;
    return this.#clipOf(store, id);
  }

  async #clipOf(store: Store, id: ReplayId): Promise<LiveClip | null> {
    const stored = await store.recordingOf(id, Date.now());
    const clip = stored && (await this.#sources.pictures.clip("rally", stored.gzip));
    return clip && { kind: "rally", id, ...clip };
  }

  /** The page has its demo then. A store that is away and a thread that is busy say so themselves. */
  #failed(err: unknown): null {
    const isUsual = err instanceof StoreError || err instanceof PicturesBusy;
    if (!isUsual) this.#sources.log.error({ err }, "clip for the first page failed");
    return null;
  }
}
