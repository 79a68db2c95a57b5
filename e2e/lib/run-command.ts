/** Runs a command in the foreground and takes it along when this process is told to end. */
import { spawn } from "node:child_process";
import { TOP } from "./paths.ts";

const ENDINGS: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Resolves with the command's exit status; 1 when a signal ended it or it could not start. */
export function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: TOP,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env },
    });
    let ending: NodeJS.Signals | undefined;
    const listeners = ENDINGS.map((signal) => {
      const pass = (): void => {
        ending = signal;
        child.kill(signal);
      };
      process.on(signal, pass);
      return () => process.off(signal, pass);
    });
    const done = (status: number): void => {
      for (const stop of listeners) stop();
      // Whatever ended us wants no further steps.
      if (ending) process.exit(1);
      resolve(status);
    };
    child.on("error", (error) => {
      console.error(String(error));
      done(1);
    });
    child.on("close", (status) => done(status ?? 1));
  });
}
