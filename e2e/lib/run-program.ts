/** The frame of a program of the command line that may have started servers. */
import { UsageError } from "./options.ts";

/**
 * Runs `main` and ends this process: with status 1 when it threw, and by a signal the usual way, so that
 * what was started here ends too, which a death by the signal would leave behind. The message of a
 * UsageError is followed by `usage`; any other error is shown as it is.
 */
export async function runProgram(usage: string, main: () => Promise<void>): Promise<never> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // Another listener ends us when it is done, as `run` does with the command that it runs.
      if (process.listenerCount(signal) === 1) process.exit(1);
    });
  }
  try {
    await main();
  } catch (error) {
    console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
    process.exitCode = 1;
  }
  // Connections that are still closing must not keep a finished run alive.
  process.exit();
}
