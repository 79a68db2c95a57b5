/** Rate limits: everything that one address may ask of the server, in one place. */
import { ConcurrencyLimiter } from "./concurrency-limiter.ts";
import { TokenBuckets } from "./token-bucket.ts";
import { UnknownCodes } from "./unknown-codes.ts";

export interface Limits {
  /** Any request but for files of the build. */
  requests: TokenBuckets;
  /**
   * Files of the build, in units of 10 kB, at least one each. A cold visit, with all that is kept for
   * practice offline, takes 100: so 150 visitors at once, and three a second after that.
   */
  files: TokenBuckets;
  /** Looking for a match or coming back to one; a school class may share an address. */
  joins: TokenBuckets;
  /** Tries at the daily that are asked for; a class with three each at once, and one in 20 s after that. */
  dailies: TokenBuckets;
  /** WebSockets opened. */
  sockets: TokenBuckets;
  /** WebSockets open at the same time; whole towns may share an address with their provider. */
  open: ConcurrencyLimiter;
  /** Connections open at the same time, of any kind; not counted behind a proxy. */
  connections: ConcurrencyLimiter;
  /** Showing a private room's code, in whichever way, so that none is found by trying. A guest shows it three times. */
  invites: TokenBuckets;
  /** Codes that nobody has, of all addresses together. */
  unknownCodes: UnknownCodes;
  /** Showing a competition's code, three times a visit; a class comes together, and again after a restart. */
  competitions: TokenBuckets;
  /** Competitions begun. */
  newCompetitions: TokenBuckets;
  /** Profiles, histories and the own player; a class may look at the same one. */
  profiles: TokenBuckets;
  /** Pictures of replays; those who show links ask for many from one address. */
  pictures: TokenBuckets;
  /** Newcomers' matches kept; a class may have its first matches together. */
  claims: TokenBuckets;
  /** What changes a player: codes made and shown, devices signed out, export, deletion. */
  accounts: TokenBuckets;
  /** Move and recovery codes shown, right or wrong. */
  guesses: TokenBuckets;
  /** Move and recovery codes that nobody has, of all addresses together. */
  wrongGuesses: UnknownCodes;
  /** Errors reported by browsers. */
  reports: TokenBuckets;
}

export const createLimits = (): Limits => ({
  requests: new TokenBuckets(50, 400),
  files: new TokenBuckets(300, 15_000),
  joins: new TokenBuckets(5, 60),
  dailies: new TokenBuckets(0.05, 120),
  sockets: new TokenBuckets(10, 120),
  open: new ConcurrencyLimiter(500),
  connections: new ConcurrencyLimiter(1000),
  invites: new TokenBuckets(1.5, 90),
  unknownCodes: new UnknownCodes(performance.now(), WRONG_INVITES),
  competitions: new TokenBuckets(10, 400),
  newCompetitions: new TokenBuckets(0.02, 6),
  profiles: new TokenBuckets(20, 400),
  pictures: new TokenBuckets(1, 40),
  claims: new TokenBuckets(1, 60),
  accounts: new TokenBuckets(0.5, 40),
  guesses: new TokenBuckets(0.1, 10),
  wrongGuesses: new UnknownCodes(performance.now(), WRONG_GUESSES),
  reports: new TokenBuckets(0.1, 5),
});

/** Invite codes that nobody has, a second and at once, from everybody together. There are 14.9 million codes. */
export const WRONG_INVITES = { aSecond: 10, atOnce: 300 };
/**
 * Move codes that nobody has. There are 3.9e9, each good for 5 minutes: with 100 good ones at a time an hour of
 * guessing finds one with a chance of 1 in 50,000.
 */
export const WRONG_GUESSES = { aSecond: 0.2, atOnce: 60 };

/** Longest body of a request about a player (bytes). */
export const PLAYER_BODY_MAX = 512;
/** Longest body of a request to join (bytes). */
export const JOIN_BODY_MAX = 2048;
/** Longest settings of a new competition (bytes). */
export const COMPETITION_BODY_MAX = 256;
/** Longest report of an error (bytes). */
export const REPORT_BODY_MAX = 8192;
/** Sockets open when nobody is let in any more: players on their way to a match may have two. */
export const socketsMax = (maxPlayers: number): number => 2 * maxPlayers + 200;
