/** The recorded matches that are kept with the tests (shared/test/golden, shared/test/stored). */
import { readdirSync, readFileSync } from "node:fs";
import { type AnyRecording, RULES_VERSION } from "@quickpong/shared/replay.ts";
import type { Golden } from "../../shared/test/support/golden.ts";
import { inTop } from "./paths.ts";

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(inTop(folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => inTop(folder, file));

/** Those that are written as text, of every version of the rules. */
export const readGoldens = (): Golden[] =>
  filesIn("shared/test/golden", ".json").map((file) => JSON.parse(readFileSync(file, "utf8")));

/** The bytes of those that are written as they are stored, by that version of the rules. */
export const readStored = (version: AnyRecording["version"] = RULES_VERSION): Uint8Array[] =>
  filesIn(`shared/test/stored/rules-${version}`, ".qpr").map((file) =>
    Uint8Array.from(readFileSync(file)),
  );
