/** Environment variable with the results a second that fed-server.ts saves. */
export const FEED_VARIABLE = "FED_RESULTS";
