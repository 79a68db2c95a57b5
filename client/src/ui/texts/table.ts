/** What a language's table must have: every text of the English one, every plural form of its own. */
import type { en } from "./en.ts";

export type TextKey = keyof typeof en;

/** A complete table; `Rule` names the plural forms that the language has besides `other`. */
export type Table<Rule extends Intl.LDMLPluralRule = never> = {
  readonly [K in TextKey]: (typeof en)[K] extends string ? string : Record<Rule | "other", string>;
};
