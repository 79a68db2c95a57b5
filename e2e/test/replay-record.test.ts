/** What a replay's page makes of recordings: every moment of them, rallies, highlights. */
import { readdirSync, readFileSync } from "node:fs";
import { beginReplay, UnknownRules } from "@quickpong/client/replay/begin-replay.ts";
import { bestOf, highlightsOf } from "@quickpong/client/replay/highlights.ts";
import { collect, type MatchRecord } from "@quickpong/client/replay/match-record.ts";
import { ralliesOf, scoreAfter } from "@quickpong/client/replay/rallies.ts";
import { flightsAround, paddleYAt, standingAt } from "@quickpong/client/replay/record-at.ts";
import { ReplayPicture } from "@quickpong/client/replay/replay-picture.ts";
import { beginReplayNow } from "@quickpong/client/replay/replayed-match.ts";
import { SIDES } from "@quickpong/shared/court.ts";
import { createMatch } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { type AnyRecording, applyMessage, type Recording } from "@quickpong/shared/replay.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { playBots } from "../../shared/test/support/bot-match.ts";
import { type Golden, toRecording } from "../../shared/test/support/golden.ts";
import { inTop } from "../lib/paths.ts";

const folder = inTop("shared/test/golden");
const goldens = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file): [string, Golden] => [file, JSON.parse(readFileSync(`${folder}/${file}`, "utf8"))]);

const read = async (recording: AnyRecording): Promise<MatchRecord> =>
  collect(await beginReplay(recording), recording);

describe.each(goldens)("%s", (_file, golden) => {
  it("REPLAY-4: is seen with every flight and the final score", async () => {
    const record = await read(toRecording(golden));
    const lines = record.flights.map(({ flight }) => {
      const { start, y, vx, vy, speed, hits, ruling, gap } = flight;
      return [start, y, vx, vy, speed, hits, ruling, gap].join(" ");
    });
    expect(lines).toEqual(golden.flights);
    expect(record.standings.at(-1)?.score.join(":")).toBe(golden.score);
  });
});

it("REPLAY-4: what was recorded by rules that nobody knows is refused", async () => {
  const recording = toRecording((goldens[0] as [string, Golden])[1]);
  const later = { ...recording, version: 99 } as unknown as AnyRecording;
  await expect(beginReplay(later)).rejects.toThrow(UnknownRules);
});

describe("a match of bots", () => {
  let recording: Recording;
  let record: MatchRecord;
  beforeAll(() => {
    const rules = { ...DEFAULT_RULES, pointsToWin: 3 };
    const delays: [number, number] = [2, 5];
    const bots = { levels: ["vera", "otto"] as ["vera", "otto"], rules, seed: 4, delays };
    recording = playBots({ ...bots, limit: 20_000 });
    record = collect(beginReplayNow(recording), recording);
  });

  it("REPLAY-5: is at every tick what the simulation was", () => {
    const match = createMatch(recording.rules, recording.key, recording.start);
    const left = recording.messages.slice();
    const amiss: string[] = [];
    for (let t = 1; t < recording.end; t++) {
      while ((left[0]?.[0] ?? Number.POSITIVE_INFINITY) <= t) {
        const next = left.shift();
        if (next) applyMessage(match, ...next);
      }
      advance(match, t);
      const { phase, score } = standingAt(record, t);
      if (phase !== match.phase || `${score}` !== `${match.score}`) amiss.push(`standing at ${t}`);
      // Inputs are known by then, and none from before may still come.
      const past = t - 20;
      for (const side of past < record.from ? [] : SIDES) {
        const y = trackAt(match.rules, match.players[side].segments, past);
        if (paddleYAt(record, side, past) !== y) amiss.push(`side ${side} at ${past}`);
      }
    }
    expect(amiss).toEqual([]);
    expect(record.to - record.from).toBeGreaterThan(600);
  });

  it("REPLAY-5: is drawn alike on the way there and back, and at a jump", () => {
    const player = { name: "", bot: "", rtt: 60 };
    const there = new ReplayPicture(record, [player, player]);
    const jumping = new ReplayPicture(record, [player, player]);
    const seen: object[] = [];
    const times: number[] = [];
    for (let t = record.from; t < record.to; t += 45) times.push(t);
    const drawn = (picture: ReplayPicture, t: number, jumped: boolean) => {
      const { events: _, ...rest } = picture.frameAt(t, "truth", jumped);
      return rest;
    };
    for (const t of times) seen.push(drawn(there, t, false));
    for (let i = times.length - 1; i >= 0; i--) {
      const t = times[i] as number;
      expect(drawn(there, t, false), `back at ${t}`).toEqual(seen[i]);
      drawn(jumping, times[(7 * i) % times.length] as number, true);
      expect(drawn(jumping, t, true), `jump to ${t}`).toEqual(seen[i]);
    }
  });

  it("REPLAY-5: plays every point once, whatever the speed", () => {
    const points = standingAt(record, record.to).score;
    for (const step of [0.5, 1, 8]) {
      const picture = new ReplayPicture(record, [
        { name: "", bot: "", rtt: 0 },
        { name: "", bot: "", rtt: 0 },
      ]);
      let goals = 0;
      for (let t = record.from; t <= record.to; t += step) {
        const { events } = picture.frameAt(t, "truth");
        goals += events.filter(({ type }) => type === "goal").length;
      }
      expect(goals, `in steps of ${step}`).toBe(points[0] + points[1]);
    }
  });

  it("REPLAY-7: falls into rallies, whose winners make the score", () => {
    const rallies = ralliesOf(record);
    let score: readonly [number, number] = [0, 0];
    for (const rally of rallies) {
      expect(rally.before).toEqual(score);
      score = scoreAfter(rally);
    }
    expect(score).toEqual(standingAt(record, record.to).score);
    const hits = record.flights.filter(({ flight }) => flight.ruling === "hit").length;
    expect(rallies.reduce((sum, rally) => sum + rally.hits, 0)).toBe(hits);
  });

  it("REPLAY-7: has its longest rally and its fastest ball as highlights", () => {
    const highlights = highlightsOf(record);
    const most = Math.max(...ralliesOf(record).map(({ hits }) => hits));
    expect(highlights.find(({ kind }) => kind === "rally")?.value).toBe(most);
    for (const { from, at, to } of highlights) {
      expect(from).toBeLessThan(at);
      expect(at).toBeLessThanOrEqual(to);
    }
    expect(bestOf(highlights)).not.toBeNull();
    expect(bestOf([])).toBeNull();
  });

  it("REPLAY-7: has a match point saved where the match was nearly lost, and none in a match to one", () => {
    const rallies = ralliesOf(record);
    const savedIn = (pointsToWin: number) =>
      highlightsOf({ ...record, rules: { ...record.rules, pointsToWin } }, rallies).filter(
        ({ kind }) => kind === "matchPoint",
      );
    const isSaved = ({ before, winner }: (typeof rallies)[number]) =>
      winner !== null && before[1 - winner] === 2;
    expect(savedIn(3).length).toBe(rallies.filter(isSaved).length);
    expect(savedIn(1)).toEqual([]);
  });

  it("has no ball before the first serve is announced that flies", () => {
    expect(flightsAround(record, record.from - 1)).toEqual([]);
  });
});
