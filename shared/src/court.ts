/**
 * What is the same by all rules, with its unit; what rules differ in is in rules.ts.
 *
 * Lengths are court units (u), times are ticks (1/60 s), so speeds are u/tick and an input's
 * stamp is a whole number. The origin is the court's centre: mirroring left-right or top-bottom
 * is a change of sign, which floating point does exactly.
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
/** The goal line lies this far behind the paddle's plane (u). */
export const GOAL_DISTANCE = 60;

/** A serve starts on the middle line, at most this far from the centre (u). */
export const SERVE_MAX_Y = 250;

/** Visible countdown before the first serve of a match (ticks). */
export const FIRST_COUNTDOWN = seconds(3);
/** Countdown before every later serve (ticks): long enough for the serve to be known everywhere. */
export const SERVE_COUNTDOWN = 66;
/** A pair whose second player never arrives dissolves after this (ticks). */
export const START_TIMEOUT = seconds(5);
/** How long a player whose connection was lost may take to reconnect: so long the seat is kept (ticks). */
export const RECONNECT_TIMEOUT = seconds(20);
/** After more drops than this in a match the seat is kept for a shorter time. */
export const DROPS_FORGIVEN = 2;
/** That shorter time (ticks). */
export const SHORT_RECONNECT_TIMEOUT = seconds(5);
/** After this the waiting player may claim the win (ticks). */
export const CLAIM_AFTER = seconds(5);
/** A simulation that is called after so long (ticks) was stopped: up to here late inputs are what they were. */
export const OUTAGE_FROM = seconds(1);
/** After an outage lost connections show within this (ticks): they were closed before. */
export const OUTAGE_PAUSE = seconds(0.5);
/** A drop so soon after an outage (ticks) comes of it: a client that is silent for 4 s is dropped. */
export const OUTAGE_EXCUSES = seconds(5);
/** A rally this long ends the match: the leader wins (ticks). */
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
/** Inputs and watermark messages stamped further ahead than this are refused (ticks). */
export const MAX_AHEAD = seconds(1);
/**
 * Inputs stamped further back than this apply from there (ticks). More than the windows: what is
 * held up on the way for just that long was said before the contact.
 */
export const MAX_BACK = seconds(1);
