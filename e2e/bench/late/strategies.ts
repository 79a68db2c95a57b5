/** What a cheat can do with the time of their own messages: which contacts, what, and how late. */

/**
 * - word: everything is held up from shortly before the contact on, as a lost packet would do it.
 * - watermarks: only what says that nothing more will come is held back; what comes before goes out in time.
 * - lag: P runs late from the moment at which the ball is known to come, so that the cheat sees it for
 *   longer; the message is as late.
 * - backdate: the same, but P has caught up by the contact, and the message comes in time.
 * - lurk: as backdate, and nothing is said between the own contact and that moment, so that nothing
 *   stands in the way of what is dated back.
 * - behind: P runs late all the time.
 * - ahead: P runs early.
 */
export const DEEDS = ["word", "watermarks", "lag", "backdate", "lurk", "behind", "ahead"] as const;
export type Deed = (typeof DEEDS)[number];

/** What a trigger goes by when a flight toward the cheat becomes known. */
export interface Situation {
  /** Flights toward the cheat so far. */
  contacts: number;
  /** The ball's speed as a share of the limit. */
  speed: number;
  /** How far the ball will be from where the paddles are now (u). */
  ownOff: number;
  opponentOff: number;
  /** Share of the time until the contact that the own paddle needs to get there. */
  need: number;
  /** Own points less the opponent's. */
  lead: number;
  /** Share of the full credit that is left. */
  credit: number;
}

/** Singly and in pairs, these choose the contacts. */
export const TRIGGERS = {
  always: () => true,
  "every other": ({ contacts }) => contacts % 2 === 0,
  "every third": ({ contacts }) => contacts % 3 === 0,
  "every tenth": ({ contacts }) => contacts % 10 === 0,
  "over 60 % of the limit": ({ speed }) => speed > 0.6,
  "over 80 % of the limit": ({ speed }) => speed > 0.8,
  "at the limit": ({ speed }) => speed > 0.99,
  "far from the opponent": ({ opponentOff }) => opponentOff > 200,
  "far from the own paddle": ({ ownOff }) => ownOff > 200,
  "hardly within reach": ({ need }) => need > 0.6,
  "out of reach": ({ need }) => need > 0.85,
  behind: ({ lead }) => lead < 0,
  "not far ahead": ({ lead }) => lead < 2,
  "full credit": ({ credit }) => credit > 0.99,
  "two thirds of the credit": ({ credit }) => credit > 0.66,
  "some credit": ({ credit }) => credit > 0.33,
} as const satisfies Record<string, (situation: Situation) => boolean>;
export type Trigger = keyof typeof TRIGGERS;
const NAMES = Object.keys(TRIGGERS) as Trigger[];

export interface Strategy {
  deed: Deed;
  /** How late: a share of the time for which the server waits (word, watermarks, lag), or of a second. */
  share: number;
  /** All of them have to hold. */
  triggers: readonly Trigger[];
}

export const HONEST: Strategy = { deed: "word", share: 0, triggers: [] };

export const nameOf = ({ deed, share, triggers }: Strategy): string =>
  triggers.length === 0 ? "honest" : `${deed} ${Math.round(100 * share)} %: ${triggers.join(", ")}`;

/** The strategy of a name; undefined when there is none. */
export function strategyOf(name: string): Strategy | undefined {
  if (name === nameOf(HONEST)) return HONEST;
  const [, word, share, list = ""] = /^(\w+) (\d+) %: (.+)$/.exec(name) ?? [];
  const deed = DEEDS.find((each) => each === word);
  const triggers = list.split(", ").map((each) => NAMES.find((known) => known === each));
  if (!deed || triggers.includes(undefined)) return undefined;
  return { deed, share: Number(share) / 100, triggers: triggers as Trigger[] };
}

const SHARES: Record<Deed, readonly number[]> = {
  word: [0.5, 0.97],
  watermarks: [0.5, 0.97],
  lag: [0.25, 0.5, 0.97],
  backdate: [0.2, 0.45, 0.9],
  lurk: [0.2, 0.45, 0.9],
  behind: [0.01, 0.02, 0.04, 0.06, 0.1],
  ahead: [0.3, 0.9],
};
/** Of these there is nothing to choose. */
const THROUGHOUT: readonly Deed[] = ["behind", "ahead"];

/** Every deed with every way of choosing. */
export const BASIC: readonly Strategy[] = DEEDS.flatMap((deed) =>
  SHARES[deed].flatMap((share) =>
    (THROUGHOUT.includes(deed) ? (["always"] as const) : NAMES).map((name): Strategy => {
      return { deed, share, triggers: [name] };
    }),
  ),
);

/** `strategy` with one more condition, in every way that makes sense. */
export const narrowed = (strategy: Strategy): Strategy[] =>
  strategy.triggers.includes("always") || THROUGHOUT.includes(strategy.deed)
    ? []
    : NAMES.filter((name) => name !== "always" && !strategy.triggers.includes(name)).map((name) => {
        return { ...strategy, triggers: [...strategy.triggers, name] };
      });

/** The best under one version of the rules or another, for a quick look. */
export const KNOWN: readonly Strategy[] = [
  { deed: "word", share: 0.97, triggers: ["over 80 % of the limit"] },
  { deed: "lag", share: 0.97, triggers: ["over 80 % of the limit"] },
  { deed: "lag", share: 0.97, triggers: ["hardly within reach"] },
  { deed: "lag", share: 0.5, triggers: ["always"] },
  { deed: "behind", share: 0.04, triggers: ["always"] },
];
