/** The close code for a server that could not be reached at all. */
export const UNREACHABLE = 0;
