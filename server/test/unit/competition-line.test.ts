/** The rules of a room for a crowd, case by case; and of everybody's commands. */
import { DEFAULT_SETTINGS } from "@quickpong/shared/protocol/competition.ts";
import { expect, test } from "vitest";
import { ask, join } from "../../src/competitions/commands.ts";
import { outcomeOf } from "../../src/competitions/events.ts";
import { ownViewOf } from "../../src/competitions/view.ts";
import { CompetitionLog } from "../support/competition-log.ts";

function roomOf(...keys: string[]): CompetitionLog {
  const log = new CompetitionLog(DEFAULT_SETTINGS.winnerStays);
  for (const key of keys) log.join(key);
  return log;
}
const onCourt = ({ state }: CompetitionLog): string =>
  (state.open[0]?.entrants ?? []).map((each) => state.entrants[each]?.key).join("");
const line = ({ state }: CompetitionLog): string =>
  state.line.map((each) => state.entrants[each]?.key).join("");
const absent = (log: CompetitionLog, key: string) => tellOf(log, key, "absent");
function tellOf(log: CompetitionLog, key: string, type: "absent" | "present" | "left"): void {
  log.tell({ type, entrant: log.state.entrants.findIndex((each) => each.key === key) });
}
function end(log: CompetitionLog, winner: 0 | 1 | null): void {
  const { number: match } = log.state.open[0]!;
  log.tell({ type: "began", match });
  log.tell({
    type: "result",
    match,
    outcome:
      winner === null
        ? { how: "drawn", score: [2, 2] }
        : { how: "won", winner, score: [3, 1], forfeit: false },
  });
}

test("CROWD-1: the winner stays, the loser goes to the end of the line, the next one comes after 5 s", () => {
  const log = roomOf("a", "b", "c", "d");
  log.wait(5000);
  expect([onCourt(log), line(log)]).toEqual(["ab", "cd"]);
  end(log, 1);
  log.wait(4999);
  expect([onCourt(log), line(log)]).toEqual(["", "cda"]);
  log.wait(1);
  expect([onCourt(log), line(log)]).toEqual(["bc", "da"]);
  end(log, 0);
  log.wait(5000);
  expect([onCourt(log), line(log)]).toEqual(["bd", "ac"]);
  end(log, null);
  log.wait(5000);
  expect([onCourt(log), line(log)]).toEqual(["da", "cb"]);
});

test("CROWD-2: absent ones are skipped and keep their place; who says here plays next", () => {
  const log = roomOf("a", "b", "c", "d");
  absent(log, "c");
  log.wait(5000);
  end(log, 0);
  log.wait(5000);
  expect([onCourt(log), line(log)]).toEqual(["ad", "cb"]);
  tellOf(log, "c", "present");
  const own = ownViewOf(log.state, { entrant: 1, isHost: false }, log.now);
  expect([own.state, own.ahead]).toEqual(["waiting", 1]);
  end(log, 0);
  log.wait(5000);
  expect(onCourt(log)).toBe("ac");
});

test("CROWD-2: the court is kept for an absent winner for 10 s", () => {
  const log = roomOf("a", "b", "c");
  log.wait(5000);
  end(log, 0);
  absent(log, "a");
  log.wait(9999);
  expect(onCourt(log)).toBe("");
  log.wait(1);
  expect([onCourt(log), line(log)]).toEqual(["cb", "a"]);
});

test("CROWD-2: who does not come to the court goes to the end and is skipped", () => {
  const log = roomOf("a", "b", "c");
  log.wait(5000);
  log.tell({ type: "arrived", match: 1, entrant: 1 });
  log.wait(20_000);
  expect([onCourt(log), line(log)]).toEqual(["", "ca"]);
  log.wait(5000);
  expect([onCourt(log), line(log)]).toEqual(["bc", "a"]);
  end(log, 0);
  log.wait(5000);
  expect(onCourt(log)).toBe("bc");
});

test("CROWD-3: a room begins when two are there, and ends when nobody has been there for long", () => {
  const log = roomOf("a");
  log.wait(60_000);
  expect(log.state.phase).toBe("waiting");
  log.join("b");
  log.wait(0);
  expect(log.state.phase).toBe("running");
  for (const key of ["a", "b"]) absent(log, key);
  log.tell({ type: "host", present: false });
  log.wait(10 * 60_000 - 1);
  expect(log.state.phase).toBe("running");
  log.wait(1);
  expect(log.state.phase).toBe("ended");
});

test("COMPETE-2: after a restart the same two play again, and the winner before them is still on the court", () => {
  const log = roomOf("a", "b", "c");
  log.wait(5000);
  end(log, 1);
  log.wait(5000);
  expect(onCourt(log)).toBe("bc");
  log.tell({ type: "restarted", lost: [2] });
  for (const key of ["a", "b", "c"]) tellOf(log, key, "present");
  log.wait(5000);
  expect([onCourt(log), line(log)]).toEqual(["bc", "a"]);
});

const HOST = { entrant: null, isHost: true };
const entrant = (key: string) => ({ key, name: key, rating: null, bot: false });

test("COMPETE-3: only the host has the host's tools, and each says why it can't be used", () => {
  const log = roomOf("a", "b");
  const asked = (command: Parameters<typeof ask>[1], by = HOST) =>
    ask(log.state, command, by, log.now);
  const guest = { entrant: 0, isHost: false } as unknown as typeof HOST;
  for (const type of ["start", "pause", "resume", "end"] as const) {
    expect(asked({ type }, guest)).toBe("notHost");
  }
  expect(asked({ type: "remove", entrant: 1 }, guest)).toBe("notHost");
  expect(asked({ type: "start" })).toMatchObject({ type: "started", at: log.now });
  log.wait(0);
  expect(asked({ type: "start" })).toBe("notNow");
  expect(asked({ type: "resume" })).toBe("notNow");
  expect(asked({ type: "extend", minutes: 5 })).toBe("notNow");
  expect(asked({ type: "rename", entrant: 7, name: "x" })).toBe("notNow");
  expect(asked({ type: "rename", entrant: 1, name: "x" })).toMatchObject({ name: "x" });
  expect(asked({ type: "leave" }, guest)).toMatchObject({ type: "left", entrant: 0 });
  expect(asked({ type: "here" }, guest)).toBe("notNow");
  expect(asked({ type: "leave" })).toBe("notNow");
});

test("COMPETE-3: an arena becomes no longer than 120 min, and a cup needs three", () => {
  const arena = new CompetitionLog(DEFAULT_SETTINGS.arena);
  const extend = (minutes: number) =>
    ask(arena.state, { type: "extend", minutes }, HOST, arena.now);
  for (let n = 0; n < 3; n++) arena.tell({ type: "extended", minutes: 30 });
  expect(extend(21)).toBe("tooLong");
  expect(extend(20)).toMatchObject({ type: "extended" });
  const cup = new CompetitionLog(DEFAULT_SETTINGS.cup);
  for (const key of ["a", "b"]) cup.join(key);
  expect(ask(cup.state, { type: "start" }, HOST, cup.now)).toBe("tooFew");
});

test("COMPETE-3: who was removed does not come back, and a full room takes nobody", () => {
  const log = roomOf("a", "b");
  log.tell({ type: "removed", entrant: 0 });
  expect(join(log.state, entrant("a"), log.now)).toBe("removed");
  for (let n = 0; n < 31; n++)
    expect(join(log.state, entrant(`n${n}`), log.now)).not.toBe(log.join(`n${n}`));
  expect(join(log.state, entrant("more"), log.now)).toBe("full");
  expect(log.join("more")).toBe(false);
  log.tell({ type: "ended" });
  expect(join(log.state, entrant("b"), log.now)).toBe("ended");
});

test("COMPETE-1: a match's end is a result, the server's faults apart", () => {
  expect(outcomeOf("interrupted", 0, [2, 1])).toEqual({ how: "void" });
  expect(outcomeOf("score", 1, [1, 3])).toMatchObject({ how: "won", winner: 1, forfeit: false });
  expect(outcomeOf("timeout", null, [1, 1])).toEqual({ how: "drawn", score: [1, 1] });
  expect(outcomeOf("idle", 0, [1, 1])).toMatchObject({ how: "won", forfeit: true });
  for (const reason of ["idle", "void", "absent"] as const) {
    expect(outcomeOf(reason, null, [0, 0])).toEqual({ how: "bothAbsent" });
  }
});
