import type { TableOf } from "../table.ts";
import type { en } from "./en.ts";

export type CompetitionKey = keyof typeof en;

/** What every language must have for arenas, cups and rooms for a crowd. */
export type CompetitionTable<Rule extends Intl.LDMLPluralRule = never> = TableOf<typeof en, Rule>;
