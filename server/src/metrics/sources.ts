/** Where the metrics look. */

/** What is looked up when somebody asks for the metrics. */
export interface Sources {
  players(): number;
  matches(): number;
  /** Arenas, cups and rooms for a crowd that this process runs. */
  competitions(): number;
  /** Players who look for an opponent, at any process that this one is a server with. */
  waiting(): number;
  /** Players who wait to be admitted. */
  waitingForAdmission(): number;
  /** What 95 % of the latest ticks stayed below (ms). */
  lateness(): number;
  /** Ticks of matches since the start, and how many while the process was more than three ticks behind. */
  ticks(): { readonly ticks: number; readonly late: number; readonly outages: number };
  overloaded(): boolean;
  /** How the other processes are. */
  cluster(): {
    readonly isolated: boolean;
    readonly processes: number;
    readonly refused: number;
  };
  open(): boolean;
  /** WebSocket traffic since the start. */
  traffic(): { bytesRead: number; bytesWritten: number; messages: number };
  /** Messages of matches sent since the start. */
  framesSent(): number;
  /** What is remembered of matches. */
  store(): {
    readonly state: "ready" | "off" | "failing";
    readonly figures: {
      readonly waiting: number;
      readonly saved: number;
      readonly lost: number;
      readonly failures: number;
      readonly replays: Readonly<Record<string, number>>;
    };
  };
  /** Lines of the log that could not be written, since the start. */
  logLinesLost(): number;
  /** Violations of clients since the start, by kind. */
  violations(): Readonly<Record<string, number>>;
}
