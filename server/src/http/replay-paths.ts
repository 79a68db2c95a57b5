/** Addresses of replays that other parts of the server name. */
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";

/** Where the picture of a replay is, for previews of links to it. */
export const picturePath = (id: ReplayId): string => `/api/replays/${id}/picture.png`;
