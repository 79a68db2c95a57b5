/** The lobby's connection, fetched when it is wanted: the Colyseus SDK comes with it. */
import { lazyModule } from "../platform/lazy-module.ts";

export const loadLobby = lazyModule(() => import("../net/colyseus/lobby-connection.ts"));
