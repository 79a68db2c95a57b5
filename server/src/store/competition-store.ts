/** The part of the store's port that is about competitions' logs. */
export interface NewCompetition {
  code: string;
  kind: string;
  /** The hash of the secret by which its host is known. */
  hostKey: string;
  /** As JSON. */
  events: readonly string[];
}

/** A competition's log as the process gets it that takes the competition on. */
export interface CompetitionLog {
  kind: string;
  hostKey: string;
  /** 1 for the process that began it, and one more for each that took it on. */
  epoch: number;
  /** As JSON, from the first. */
  events: string[];
}

export interface NewEvents {
  code: string;
  epoch: number;
  /** The number of the first one, from 0. */
  from: number;
  /** As JSON. */
  events: readonly string[];
}

export interface CompetitionStore {
  /** Begins a competition's log, with its first events; false when another one has this code. */
  beginCompetition(competition: NewCompetition, at: number): Promise<boolean>;
  /**
   * Takes a competition on, wherever it was before: from now on events are added under the new epoch only.
   * Null when there is none of this code.
   */
  takeCompetition(code: string): Promise<CompetitionLog | null>;
  /**
   * Adds events to a log, the first of them as number `from`; those that are there already count as added.
   * False when another process has taken the competition on since `epoch`.
   */
  addEvents(news: NewEvents, at: number): Promise<boolean>;
  /** Null when there is none of this code. */
  competitionKind(code: string): Promise<string | null>;
}
