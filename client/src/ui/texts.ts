/**
 * Every text that people see, in one typed table per language. A text is a string with {holes}, or
 * an object of plural forms chosen by the hole {n}. A language is complete or does not compile.
 */

type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

const english = {
  title: "Quickpong",
  titleLeft: "quick",
  titleRight: "pong",
  tagline: "Pong against a person, right now.",
  nickname: "Your name",
  play: "Play",
  practice: "Practice",
  practiceHint: "Works without the server, too",
  howKeys: "arrows, or the mouse",
  howTouch: "Drag anywhere",
  howToMove: "To move",
  nobodyOnline: "The courts are free",
  online: { one: "{n} player online", other: "{n} players online" },
  you: "You",
  machine: "Machine",

  connecting: "Connecting",
  searching: "Looking for an opponent",
  waitingNow: { one: "Only you are waiting", other: "{n} players are waiting" },
  usualWait: { one: "Usually {n} second", other: "Usually {n} seconds" },
  warmUp: "Warm up while you wait",
  cancel: "Cancel",
  requeued: "Your opponent did not arrive. You are next in line.",
  found: "Opponent found",
  firstTo: { one: "First to {n} point", other: "First to {n} points" },
  loadingCourt: "Lighting the court",

  leave: "Leave",
  soundOn: "Sound on",
  soundOff: "Sound off",
  scoreSpoken: "{own} {ownScore}, {opponent} {opponentScore}",
  idle: "Still there? Move, or the match is lost.",
  reconnecting: "Connection lost. Trying to get you back in.",
  opponentGone: "{name} lost the connection. Waiting for them to come back.",
  opponentAway: "{name} is in another tab",
  claim: "Take the win",
  connectionGood: "Connection good",
  connectionFair: "Connection fair",
  connectionPoor: "Connection poor",
  connectionLost: "Connection lost",
  milliseconds: "{n} ms",

  won: "You won",
  lost: "You lost",
  drawn: "Nobody won",
  endLeft: "{name} left the match.",
  endAbsent: "{name} did not come back.",
  endIdle: "{name} stopped playing.",
  endIdleOwn: "You stopped moving.",
  endAbsentOwn: "You were away for too long.",
  endTimeout: "The rally would not end.",
  endVoid: "The match did not count.",
  longestRally: { one: "Longest rally: {n} hit", other: "Longest rally: {n} hits" },
  series: "Matches {own} : {opponent}",
  rematch: "Rematch",
  rematchAsked: "Waiting for {name}",
  rematchOffered: "{name} wants a rematch",
  opponentLeft: "{name} has left",
  nextOpponent: "Next opponent",
  home: "Home",
  playAgain: "Play again",
  otherLevel: "Other level",

  chooseLevel: "Choose your machine",
  level_beginner: "Beginner",
  level_club: "Club",
  level_pro: "Pro",
  levelHint_beginner: "Slow to react, forgiving",
  levelHint_club: "Misses only the sharp ones",
  levelHint_pro: "Aims where you are not",

  tryAgain: "Try again",
  reload: "Reload",
  unreachableTitle: "No line to the server",
  unreachable: "It may be restarting, or you are offline. Practice works all the same.",
  fullTitle: "All courts are taken",
  full: "The server takes no more matches right now. Try again in a moment.",
  lostTitle: "Connection lost",
  lostText: "You could not be brought back into the match in time.",
  versionTitle: "A new version is out",
  version: "Reload the page to go on playing.",
  shutdownTitle: "The server is restarting",
  shutdown: "It will be back in a moment.",
  roomFailedTitle: "This match broke",
  roomFailed: "Something failed on our side, not on yours.",
  takenOverTitle: "Playing elsewhere",
  takenOver: "This match goes on in another tab or on another device.",
  misbehavedTitle: "Disconnected",
  misbehaved: "The server did not understand this page. Reload it.",
  courtFailedTitle: "The court could not be drawn",
  courtFailed:
    "Your browser refused the graphics, or loading was cut short. Reloading often helps.",
  unknownTitle: "Out of court",
  unknown: "There is nothing at {path}.",
  offline: "The server can't be reached",
} as const satisfies Record<string, string | PluralForms>;

export type TextKey = keyof typeof english;
type Table = {
  readonly [K in TextKey]: (typeof english)[K] extends string ? string : PluralForms;
};

export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];
const tables: Record<Language, Table> = { en: english };

/** Looks texts up in one language. */
export function translator(language: Language): Translate {
  const table = tables[language];
  const rules = new Intl.PluralRules(language);
  return (key, holes = {}) => {
    const entry: string | PluralForms = table[key];
    const form = typeof entry === "string" ? entry : pluralForm(entry, rules, holes["n"]);
    return form.replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
  };
}
export type Translate = (key: TextKey, holes?: Record<string, string | number>) => string;

function pluralForm(forms: PluralForms, rules: Intl.PluralRules, n: unknown): string {
  return forms[rules.select(Number(n ?? 0))] ?? forms.other;
}

/** The page's own language. */
export const text: Translate = translator("en");
