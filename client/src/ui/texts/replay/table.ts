import type { TableOf } from "../table.ts";
import type { en } from "./en.ts";

export type ReplayKey = keyof typeof en;

/** What every language must have for replays. */
export type ReplayTable<Rule extends Intl.LDMLPluralRule = never> = TableOf<typeof en, Rule>;
