/**
 * Loaded into a process that no Ctrl-C of the terminal reaches (`node --import`): ends it when the
 * one that has started it is gone, however that ended.
 */

/** How often it looks (ms). */
const LOOK_UP = 500;

const starter = process.ppid;
setInterval(() => {
  // A process that has lost its parent gets another one.
  if (process.ppid !== starter) process.exit(1);
}, LOOK_UP).unref();
