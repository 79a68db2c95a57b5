/// <reference types="vite/client" />
/** Where the game is served: the build is told by PUBLIC_URL. */

/** "" at the top of its host, else such as "/pong". */
export const BASE_PATH = import.meta.env.BASE_URL.replace(/\/$/, "");

/** The server's own address, to which its paths are added. */
export const serverAddress = (): string => location.origin + BASE_PATH;
