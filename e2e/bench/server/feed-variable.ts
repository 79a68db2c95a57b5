/** Environment variable with the results a second that fed-server.ts saves. */
export const FEED_VARIABLE = "FED_RESULTS";
/** Events by which it is told to begin and to stop; it begins by itself. */
export const FEED_EVENTS = { on: "feed-on", off: "feed-off" } as const;
