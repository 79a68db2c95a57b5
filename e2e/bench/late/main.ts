/** `npm run bench:late`: what a player gains who says things late on purpose. */

import { PRESET_NAMES, PRESETS } from "@quickpong/shared/presets.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { readArguments, readChoice, readNumber, readWhole, UsageError } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { PLAYER_SKILL_NAMES, type PlayerSkill } from "../../load/skills.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { playPatterns } from "./patterns.ts";
import { DuelPool } from "./pool.ts";
import { type Score, scoreHead, scoreRow, winShare } from "./score.ts";
import { type Found, type Place, Search } from "./search.ts";
import { nameOf, type Strategy, strategyOf } from "./strategies.ts";

const USAGE = `npm run bench:late -- [options]

  --search         look for the best way to cheat by lateness, against an honest player who is as good
    --quick        only what is known to be good, as a pro on two links
    --only NAME    just this strategy, by its name in the tables; may be given several times
    --level NAME   only this one: ${PLAYER_SKILL_NAMES.join(", ")}
    --rtt MS       only the link of this round trip: 50, 100 or 200
    --rules NAME   other rules: ${PRESET_NAMES.join(", ")}
    --seed N       of everything that is left to chance (default 1)
    --json FILE    write what was found as JSON
  --matches N      matches of the best one (default 2000); without --search, of each pattern (default 60)

Without --search, fixed patterns:
  --rtt MS --jitter MS   the link (default 50 and 5)
  --lag MS               only this lag
`;

const LINKS = [
  { rtt: 50, jitter: 5, loss: 0 },
  { rtt: 100, jitter: 5, loss: 0 },
  { rtt: 200, jitter: 30, loss: 0.005 },
] as const;
/** A quick look has this long for all its links (ms), and has chosen the best by this share of it. */
const QUICK = 32_000;
const CHOSEN_BY = 0.4;
/** Round trips of its links: where the cheats were that did best before RULE-8, and since. */
const QUICK_RTTS: readonly number[] = [100, 200];
/** Points of a match, in which the winner's share is told. */
const POINTS = 7;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      search: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      level: { type: "string" },
      only: { type: "string", multiple: true },
      rules: { type: "string", default: "quickpong" },
      seed: { type: "string", default: "1" },
      matches: { type: "string" },
      json: { type: "string" },
      rtt: { type: "string" },
      jitter: { type: "string", default: "5" },
      lag: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const matches = readWhole("--matches", values.matches ?? (values.search ? "2000" : "60"), 1, 1e6);
  const rtt = values.rtt === undefined ? undefined : readNumber("--rtt", values.rtt, 0, 10_000);
  if (!values.search) {
    const jitter = readNumber("--jitter", values.jitter, 0, 1000);
    const lag = values.lag === undefined ? undefined : readNumber("--lag", values.lag, 0, 1000);
    return playPatterns(matches, { rtt: rtt ?? 50, jitter, loss: 0 }, lag);
  }
  const { quick, json, level } = values;
  const preset = readChoice("--rules", values.rules, PRESET_NAMES);
  const wanted = level === undefined ? undefined : readChoice("--level", level, PLAYER_SKILL_NAMES);
  const seed = readWhole("--seed", values.seed, 0, 2 ** 30);
  const only = values.only?.map(readStrategy);
  if (json !== undefined) checkWritable(json);
  const settings = settingsFor(quick, PRESETS[preset], wanted, rtt);
  const found = await search(settings, { quick, only, matches, seed });
  if (json !== undefined) writeJson(json, summary(found));
});

function readStrategy(name: string): Strategy {
  const strategy = strategyOf(name);
  if (!strategy) throw new UsageError(`--only ${name}: no strategy`);
  return strategy;
}

function settingsFor(
  quick: boolean,
  preset: Rules,
  level: PlayerSkill | undefined,
  rtt: number | undefined,
): Place[] {
  const rules = { ...preset, pointsToWin: POINTS };
  const levels = PLAYER_SKILL_NAMES.filter((each) => each === (level ?? (quick ? "pro" : each)));
  const links = LINKS.filter((link) =>
    rtt === undefined ? !quick || QUICK_RTTS.includes(link.rtt) : link.rtt === rtt,
  );
  return links.flatMap((link) => levels.map((each) => ({ level: each, link, rules })));
}

interface Wanted {
  quick: boolean;
  only: readonly Strategy[] | undefined;
  matches: number;
  seed: number;
}

async function search(settings: Place[], { quick, only, matches, seed }: Wanted): Promise<Found[]> {
  const length = QUICK / settings.length;
  const pool = new DuelPool();
  const all: Found[] = [];
  for (const setting of settings) {
    const { level, link } = setting;
    console.log(`${level} at ${link.rtt}/${link.jitter}/${100 * link.loss} %\n${scoreHead}`);
    const began = Date.now();
    const one = new Search(pool, setting, seed, console.log);
    const found = await (only
      ? one.only(only, matches)
      : quick
        ? one.glance(began + CHOSEN_BY * length, began + length)
        : one.run(matches));
    console.log(scoreRow("honest", found.honest, POINTS));
    console.log(`${scoreRow(`best: ${nameOf(found.best.strategy)}`, found.best.score, POINTS)}\n`);
    all.push(found);
  }
  await pool.close();
  return all;
}

/** The best of all cells first of all, then every cell's. */
function summary(found: readonly Found[]): object {
  const cells = found.map(({ level, link, honest, best: { strategy, score } }) => ({
    level,
    link,
    honest: winShare(honest, POINTS).share,
    best: { name: nameOf(strategy), ...shares(score) },
    further: score.further[0],
  }));
  const [first] = cells.toSorted((a, b) => b.best.winShare - a.best.winShare);
  return { honest: first?.honest, best: first?.best, cells };
}

function shares(score: Score) {
  const { share, error } = winShare(score, POINTS);
  const [mine, theirs] = score.points;
  const { matches, won } = score;
  return { winShare: share, error, matches, won: won / matches, points: mine + theirs };
}
