/** What comes from pages of competitions is read, whatever it is. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  COMPETITION_KINDS,
  DEFAULT_SETTINGS,
  readCommand,
  readSettings,
} from "../src/protocol/competition.ts";

it("COMPETE-5: settings that are on offer are read as they are, and nothing of others comes with them", () => {
  for (const kind of COMPETITION_KINDS) {
    const settings = DEFAULT_SETTINGS[kind];
    expect(readSettings({ ...settings, extra: "x" })).toEqual(settings);
    for (const name of Object.keys(settings)) {
      for (const wrong of [undefined, null, "", -1, 4, Number.NaN, 1e9, "toString", {}]) {
        expect(readSettings({ ...settings, [name]: wrong }), `${name} ${wrong}`).toBeNull();
      }
    }
  }
  for (const minutes of [5, 17, 30]) {
    expect(readSettings({ ...DEFAULT_SETTINGS.arena, minutes })).toMatchObject({ minutes });
  }
});

const commands = [
  ...["leave", "here", "start", "pause", "resume", "end"].map((type) => ({ type })),
  { type: "join", name: "Ann" },
  { type: "extend", minutes: 5 },
  { type: "remove", entrant: 3 },
  { type: "rename", entrant: 0, name: "Bob" },
];

it.each(commands)("COMPETE-5: $type is a command", (command) => {
  expect(readCommand({ ...command, extra: "x" })).toEqual(command);
  for (const name of Object.keys(command)) {
    for (const wrong of [undefined, null, -1, 1.5, 256, Number.NaN, "y".repeat(300), {}, []]) {
      expect(readCommand({ ...command, [name]: wrong }), `${name} ${wrong}`).toBeNull();
    }
  }
});

it("COMPETE-5: whatever is read as a command or as settings, there is no error", () => {
  const raw = fc.oneof(
    fc.anything(),
    fc.record({
      type: fc.anything(),
      kind: fc.anything(),
      name: fc.anything(),
      entrant: fc.anything(),
    }),
  );
  fc.assert(
    fc.property(raw, (value) => {
      for (const read of [readCommand(value), readSettings(value)]) {
        if (read !== null) expect(JSON.parse(JSON.stringify(read))).toEqual(read);
      }
    }),
  );
});
