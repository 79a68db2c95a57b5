import type { TableOf } from "../table.ts";
import type { en } from "./en.ts";

export type ExportKey = keyof typeof en;

/** What every language must have for making a file of a replay. */
export type ExportTable<Rule extends Intl.LDMLPluralRule = never> = TableOf<typeof en, Rule>;
