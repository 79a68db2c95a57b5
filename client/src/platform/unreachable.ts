/** Stands for a close code where the server could not be reached at all. */
export const UNREACHABLE = 0;
