/** A text in the forms that a language's numbers ask for, such as "one match" and "other matches". */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
