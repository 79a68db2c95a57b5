import type { TableOf } from "../table.ts";
import type { en } from "./en.ts";

export type MoreKey = keyof typeof en;

/** What every language must have besides the texts of the first page. */
export type MoreTable<Rule extends Intl.LDMLPluralRule = never> = TableOf<typeof en, Rule>;
