/** What is asked of replays, and what their players do with them (shared/src/protocol/replays.ts). */
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import type { ReplayInfo } from "@quickpong/shared/protocol/replays.ts";
import { RECORDING_BYTES_MAX } from "@quickpong/shared/replay/format.ts";
import type { Limits } from "../limits/limits.ts";
import { type PictureMaker, PicturesBusy } from "../pictures/picture-maker.ts";
import { type ReplayChange, StoreError } from "../store/store.ts";
import { HttpError } from "./body.ts";
import { type BuiltFile, newVariant } from "./built-files.ts";
import type { PlayerBackend } from "./player-routes.ts";
import type { RequestInfo } from "./request-info.ts";
import { sendJson } from "./send-json.ts";
import { spend } from "./spend.ts";
import { sendFile } from "./static-files.ts";
import { visitorOf } from "./visitor.ts";

const PREFIX = /^\/api\/replays(?:\/|$)/;
const PATH = /^\/api\/replays\/([a-z2-7]{16})(?:\/(recording|star|picture\.png))?$/;

/**
 * A recording never changes. One of a private match may be deleted, and is for nobody else's cache: a browser
 * asks each time whether it is still there.
 */
const CACHING = {
  open: "public, max-age=31536000, immutable",
  private: "private, no-cache",
  /** A later version may draw it otherwise. */
  picture: "public, max-age=604800",
} as const;

export const isReplayPath = (path: string): boolean => PREFIX.test(path);

/** What requests about replays need. */
export interface ReplayBackend extends PlayerBackend {
  pictures: PictureMaker;
}

/** A request about a replay. */
interface Asked {
  backend: ReplayBackend;
  info: RequestInfo;
  request: IncomingMessage;
  response: ServerResponse;
  id: ReplayId;
}

type Answer = (asked: Asked) => Promise<void>;

/** By method and by what follows the replay's path, each with the budget of the address that it takes of. */
const ROUTES: Readonly<Record<string, readonly ["profiles" | "accounts" | "pictures", Answer]>> = {
  "GET ": ["profiles", describe],
  "GET recording": ["profiles", sendRecording],
  "GET picture.png": ["pictures", sendPicture],
  "PUT star": ["accounts", (asked) => change(asked, "star")],
  "DELETE star": ["accounts", (asked) => change(asked, "unstar")],
  "DELETE ": ["accounts", (asked) => change(asked, "delete")],
};

/** Answers a request whose path is a replay's. */
export async function replayRoute(
  backend: ReplayBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id, part = ""] = PATH.exec(info.path) ?? [];
  if (id === undefined) throw new HttpError(404, "not found");
  const [limit, answer] = ROUTES[`${info.method === "HEAD" ? "GET" : info.method} ${part}`] ?? [];
  if (!limit || !answer) throw new HttpError(405, "not allowed");
  spend(limits[limit], info);
  await answer({ backend, info, request, response, id }).catch((error: unknown) => {
    throw error instanceof StoreError ? new HttpError(503, "no memory at the moment") : error;
  });
}

/** The player of this browser. */
async function viewerOf({ backend, info, request }: Asked): Promise<string | null> {
  const { credential, malformed } = visitorOf(request, info, backend.config);
  if (malformed) backend.badCookie("malformed");
  return (await backend.accounts.owner(credential))?.id ?? null;
}

async function describe(asked: Asked): Promise<void> {
  const { backend, response, id } = asked;
  const replay = await backend.store.replay(id, await viewerOf(asked), Date.now());
  if (!replay) throw new HttpError(404, "no such replay");
  const answer: ReplayInfo = { ...replay, recording: `/api/replays/${id}/recording` };
  sendJson(response, 200, answer);
}

async function sendRecording({ backend, request, response, id }: Asked): Promise<void> {
  const stored = await backend.store.recordingOf(id, Date.now());
  if (!stored) throw new HttpError(404, "no such replay");
  const zipped = Buffer.from(stored.gzip.buffer);
  const plain = await promisify(gunzip)(zipped, { maxOutputLength: RECORDING_BYTES_MAX });
  const file: BuiltFile = {
    type: "application/octet-stream",
    caching: stored.kind === "private" ? CACHING.private : CACHING.open,
    variants: [newVariant(zipped, "gzip"), newVariant(plain, undefined)],
  };
  sendFile(request, response, file);
}

/** Drawn when it is first asked for, and only while there is such a replay. */
async function sendPicture({ backend, request, response, id }: Asked): Promise<void> {
  const { store, pictures } = backend;
  const stored = await store.recordingOf(id, Date.now());
  if (!stored) {
    pictures.forget(id);
    throw new HttpError(404, "no such replay");
  }
  const png = pictures.kept(id) ?? (await pictures.draw(id, stored.gzip).catch(refuse));
  sendFile(request, response, {
    type: "image/png",
    caching: stored.kind === "private" ? CACHING.private : CACHING.picture,
    variants: [newVariant(Buffer.from(png.buffer), undefined)],
  });
}

function refuse(error: unknown): never {
  throw error instanceof PicturesBusy ? new HttpError(503, "too many pictures at once") : error;
}

/** What a change that was not made is answered with. */
const REFUSALS: Readonly<Record<Exclude<ReplayChange, "done">, readonly [number, string]>> = {
  unknown: [404, "no such replay"],
  refused: [403, "not yours"],
  full: [409, "too many are kept"],
};

async function change(asked: Asked, wanted: "star" | "unstar" | "delete"): Promise<void> {
  const { backend, response, id } = asked;
  const player = await viewerOf(asked);
  if (player === null) throw new HttpError(401, "no player");
  const { store } = backend;
  const made =
    wanted === "delete"
      ? await store.deleteReplay(id, player)
      : await store.star(id, player, wanted === "star");
  if (made !== "done") throw new HttpError(...REFUSALS[made]);
  response.writeHead(204, { "Cache-Control": "no-store" }).end();
}
