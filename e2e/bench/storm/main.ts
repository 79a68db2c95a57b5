/**
 * `npm run bench:storm`: everybody presses Play at once, on our server, on one written the usual way,
 * and on bare `ws`, which pairs sockets as they come. In turn and several times, for machines change
 * their speed: what counts is how they compare.
 */
import { readArguments, readWhole } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { VARIANTS, type Variant } from "../server/variants.ts";
import { type Storm, type StormOptions, storm } from "./storm.ts";
import { stormLine, summaryLines } from "./words.ts";

const USAGE = `npm run bench:storm -- [options]

  --matches N    two players each (default 1000)
  --playing N    matches that are played meanwhile (default 50)
  --rounds N     storms of each variant, in turn (default 5); medians are printed
`;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      matches: { type: "string", default: "1000" },
      // A quarter of what the usual way holds: it is to be busy with those who come.
      playing: { type: "string", default: "50" },
      rounds: { type: "string", default: "5" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const options = {
    matches: readWhole("--matches", values.matches, 1, 10_000),
    playing: readWhole("--playing", values.playing, 0, 10_000),
  };
  await main(options, readWhole("--rounds", values.rounds, 1, 1000));
});

async function main(options: StormOptions, rounds: number): Promise<void> {
  const storms: Record<Variant, Storm[]> = { quickpong: [], usual: [], floor: [] };
  for (let round = 1; round <= rounds; round++) {
    for (const variant of VARIANTS) {
      const found = await storm(variant, options);
      storms[variant].push(found);
      console.log(stormLine(`${round} ${variant}`, found));
    }
  }
  console.log(`\nmedians of ${rounds} storms of ${2 * options.matches} players`);
  for (const line of summaryLines(storms)) console.log(line);
  if (!storms.quickpong.some(({ isOver }) => isOver)) process.exitCode = 1;
}
