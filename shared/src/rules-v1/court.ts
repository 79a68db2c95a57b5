/**
 * The constants of rules version 1 (see replay.ts), in the units of ../court.ts. Frozen.
 */

/** Left is 0 and defends x < 0; right is 1. Also the index into every per-player pair. */
export type Side = 0 | 1;
export const LEFT: Side = 0;
export const RIGHT: Side = 1;
export const SIDES: readonly Side[] = [LEFT, RIGHT];
export const otherSide = (side: Side): Side => (side === LEFT ? RIGHT : LEFT);

/** Ticks per second of the authoritative simulation. */
export const TICK_RATE = 60;
/** Milliseconds per tick. */
export const TICK_MS = 1000 / TICK_RATE;
/** Seconds as ticks. */
export const seconds = (s: number): number => s * TICK_RATE;
/** Milliseconds as ticks. */
export const ticksFromMs = (ms: number): number => (ms * TICK_RATE) / 1000;

/** Half the court's width (u): x runs from -800 to 800. */
export const COURT_HALF_WIDTH = 800;
/** Half the court's height (u): y runs from -450 to 450. */
export const COURT_HALF_HEIGHT = 450;

/** u. */
export const BALL_RADIUS = 12;
/** Furthest the ball's centre gets from the middle before it folds at a wall (u). */
export const BALL_MAX_Y = COURT_HALF_HEIGHT - BALL_RADIUS;

/** Distance of the paddles' planes from the middle (u); contact is the ball's centre reaching it. */
export const PADDLE_PLANE = 740;
/** u. */
export const PADDLE_LENGTH = 160;
/** Furthest a paddle's centre gets from the middle (u). */
export const PADDLE_MAX_Y = COURT_HALF_HEIGHT - PADDLE_LENGTH / 2;
/** Speed limit of a paddle: 1,100 u/s in u/tick. */
export const PADDLE_SPEED = 1100 / TICK_RATE;
/** A contact is a hit when |ball y - paddle y| is at most this: half a paddle and the ball's radius (u). */
export const REACH = PADDLE_LENGTH / 2 + BALL_RADIUS;
/** The goal line lies this far behind the paddle's plane (u). */
export const GOAL_DISTANCE = 60;

/** Speed of a serve: 700 u/s in u/tick. */
export const SERVE_SPEED = 700 / TICK_RATE;
/** Fastest the ball gets: 1,900 u/s in u/tick. */
export const MAX_BALL_SPEED = 1900 / TICK_RATE;
/** Each hit makes the ball this much faster. */
export const SPEED_GAIN = 1.05;
/** Largest share of a serve's speed that goes up or down. */
export const SERVE_SLOPE = 0.6;
/** Share of the speed that goes up or down after a hit with the very edge. */
export const EDGE_SLOPE = 0.85;
/** A serve starts on the middle line, at most this far from the centre (u). */
export const SERVE_MAX_Y = 250;

/** Visible countdown before the first serve of a match (ticks). */
export const FIRST_COUNTDOWN = seconds(3);
/** Countdown before every later serve (ticks): long enough for the serve to be known everywhere. */
export const SERVE_COUNTDOWN = 66;
/** Pause after a point, for the score to be seen (ticks). */
export const POINT_PAUSE = 45;
/** A pair whose second player never arrives dissolves after this (ticks). */
export const START_TIMEOUT = seconds(5);
/** How long a dropped player's seat is kept while the match waits (ticks). */
export const ABSENCE_GRACE = seconds(20);
/** After more drops than this in a match the seat is kept for a shorter time. */
export const DROPS_FORGIVEN = 2;
/** That shorter time (ticks). */
export const SHORT_ABSENCE_GRACE = seconds(5);
/** After this the waiting player may claim the win (ticks). */
export const CLAIM_AFTER = seconds(5);
/** A rally this long ends the match: whoever leads wins (ticks). */
export const RALLY_TIMEOUT = seconds(300);
/** How long a finished match stays open for a rematch (ticks). */
export const FINISHED_TIMEOUT = seconds(90);
/** Serves without any input after which a player is warned, and one more after which they forfeit. */
export const IDLE_SERVES_WARNED = 2;

/** How long the server waits for a defender's message about a contact (ticks): 450 ms. */
export const RULING_WINDOW = ticksFromMs(450);
/** The same for a player with full lateness credit (ticks): 800 ms. */
export const LONG_RULING_WINDOW = ticksFromMs(800);
/** The same for a player who has used up their lateness credit (ticks): 60 ms. */
export const SHORT_RULING_WINDOW = ticksFromMs(60);
/** Inputs and marks stamped further ahead than this are refused (ticks). */
export const MAX_AHEAD = seconds(1);
/**
 * Inputs stamped further back than this apply from there (ticks). More than the windows: what is
 * held up on the way for just that long was said before the contact.
 */
export const MAX_BACK = seconds(1);
