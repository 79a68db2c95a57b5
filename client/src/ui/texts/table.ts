/** What a language's table must have: every text of the English one, every plural form of its own. */
import type { en } from "./en.ts";

export type TextKey = keyof typeof en;

/** A complete table; `Rule` names the plural forms that the language has besides `other`. */
export type Table<Rule extends Intl.LDMLPluralRule = never> = TableOf<typeof en, Rule>;

/** The same for any English table. */
export type TableOf<English, Rule extends Intl.LDMLPluralRule> = {
  readonly [K in keyof English]: English[K] extends string
    ? string
    : Record<Rule | "other", string>;
};
