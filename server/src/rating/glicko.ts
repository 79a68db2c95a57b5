/**
 * Glicko-2 (Mark Glickman, "Example of the Glicko-2 system", 2013): what games make of one player's rating.
 * Pure. Ratings and deviations are on Elo's scale.
 */

/** What is known of a player's strength. Never rounded. */
export interface Rating {
  rating: number;
  /** The true strength is within two deviations of the rating for 95 of 100 players. */
  deviation: number;
  /** How much the strength itself changes in a rating period, as a part of SCALE. */
  volatility: number;
}

/** One game of a player. */
export interface Game {
  opponent: Pick<Rating, "rating" | "deviation">;
  /** 1 for a win, 1/2 for a draw, 0 for a loss. */
  score: number;
  /** How many games it counts for; more than 0. */
  weight: number;
}

/** How far the volatility may move: less where upsets are rare (Glickman: 0.3 to 1.2). */
const TAU = 0.5;
/** Points of Elo's scale in one of Glicko-2's. */
const SCALE = 173.7178;
/** No result is taken for surer than e^15, or 3 million, to one: beyond it numbers would run out. */
const SUREST = 15;
const VOLATILITY_ACCURACY = 1e-6;
/** The accuracy is reached within ten; this ends the search whatever it is given. */
const SEARCH_STEPS = 1000;

/**
 * The rating after `games`, all from the ratings before them. The deviation only shrinks: what it has grown
 * since the games before is `growDeviation`'s, and comes first.
 */
export function rateGames(own: Rating, games: readonly Game[]): Rating {
  const phi = own.deviation / SCALE;
  // What the games tell (1/v), and how much better than expected the player was (delta/v).
  let known = 0;
  let surplus = 0;
  for (const { opponent, score, weight } of games) {
    const g = damping(opponent.deviation / SCALE);
    const expected = expectedScore(g, (own.rating - opponent.rating) / SCALE);
    known += weight * g * g * expected * (1 - expected);
    surplus += weight * g * (score - expected);
  }
  const volatility =
    known > 0 ? newVolatility(phi, own.volatility, surplus / known, 1 / known) : own.volatility;
  const variance = 1 / (1 / phi ** 2 + known);
  return {
    rating: own.rating + SCALE * variance * surplus,
    deviation: SCALE * Math.sqrt(variance),
    volatility,
  };
}

/** The deviation of a player who has not played for `periods` rating periods (0 or more, whole or not). */
export function growDeviation({ deviation, volatility }: Rating, periods: number): number {
  return Math.hypot(deviation, SCALE * volatility * Math.sqrt(periods));
}

/** The less is known of an opponent, the less a result against them says. */
function damping(phi: number): number {
  return 1 / Math.sqrt(1 + (3 * phi ** 2) / Math.PI ** 2);
}

function expectedScore(g: number, lead: number): number {
  const exponent = Math.max(-SUREST, Math.min(SUREST, g * lead));
  return 1 / (1 + Math.exp(-exponent));
}

/** Step 5 of the paper: the zero of its f, by the Illinois variant of the false position. */
function newVolatility(phi: number, volatility: number, delta: number, v: number): number {
  const a = Math.log(volatility ** 2);
  const f = (x: number): number => {
    const variance = Math.exp(x);
    const sum = phi ** 2 + v + variance;
    return (variance * (delta ** 2 - sum)) / (2 * sum ** 2) - (x - a) / TAU ** 2;
  };
  let [low, high] = [a, otherEnd(f, a, delta ** 2 - phi ** 2 - v)];
  let [fLow, fHigh] = [f(low), f(high)];
  for (let n = 0; n < SEARCH_STEPS && Math.abs(high - low) > VOLATILITY_ACCURACY; n++) {
    const next = low + ((low - high) * fLow) / (fHigh - fLow);
    const fNext = f(next);
    if (fNext * fHigh <= 0) [low, fLow] = [high, fHigh];
    else fLow /= 2;
    [high, fHigh] = [next, fNext];
  }
  return Math.exp(low / 2);
}

/** A point on the other side of the zero from `a`. */
function otherEnd(f: (x: number) => number, a: number, excess: number): number {
  if (excess > 0) return Math.log(excess);
  let steps = 1;
  while (f(a - steps * TAU) < 0) steps++;
  return a - steps * TAU;
}
