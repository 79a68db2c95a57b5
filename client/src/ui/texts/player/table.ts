import type { TableOf } from "../table.ts";
import type { en } from "./en.ts";

export type PlayerKey = keyof typeof en;

/** What every language must have for players' pages. */
export type PlayerTable<Rule extends Intl.LDMLPluralRule = never> = TableOf<typeof en, Rule>;
