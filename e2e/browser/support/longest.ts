/**
 * Texts with figures in them as long as they can become: what a page says by chance while it is tested
 * says nothing about the day on which ten thousand are online.
 */
import { moreTranslator } from "@quickpong/client/ui/more-texts.ts";
import { LANGUAGES, type Language, translator } from "@quickpong/client/ui/texts.ts";
import { PRESET_NAMES } from "@quickpong/shared/presets.ts";

/** Where such texts stand, and the longest that can be there. */
export type Longest = Readonly<Record<string, string>>;

const NAME = "Wwwwwwwwwwwwwwww";
/** As many as a process takes on, and the longest that somebody is usually made to wait (s). */
const CROWD = 10_000;
const WAIT = 60;

const cache = new Map<Language, Promise<Longest>>();

/** In a language of the page, such as its `lang` says. */
export function longestIn(lang: string): Promise<Longest> {
  const language = lang.slice(0, 2) as Language;
  if (!(language in LANGUAGES)) throw new Error(`The game does not speak ${lang}.`);
  const known = cache.get(language) ?? build(language);
  cache.set(language, known);
  return known;
}

async function build(language: Language): Promise<Longest> {
  const t = await translator(language);
  const facts = [t("online", { n: CROWD }), t("waitingNow", { n: CROWD - 1 })];
  const rally = t("longestRally", { n: 9999 });
  const series = t("series", { own: 99, opponent: 99 });
  const m = await moreTranslator(language);
  const names = PRESET_NAMES.map((preset) => m(`preset_${preset}`));
  const [longestRules = ""] = names.toSorted((a, b) => b.length - a.length);
  const points = t("firstTo", { n: 21 });
  return {
    ".landing .online": t("online", { n: CROWD }),
    ".landing .field .waiting": t("waitingHere", { n: CROWD - 1 }),
    ".searching:not(.found) .people": [...facts, t("usualWait", { n: WAIT })].join(" · "),
    ".searching .waited": "59:59",
    ".plate .points": "20",
    ".plate .match-point": t("matchPoint"),
    ".plate .wins": "●●●●●",
    ".plate .rtt:not(:empty)": t("milliseconds", { n: 9995 }),
    ".hud .watchers span, .allow-spectators span": "9999",
    ".warning:not(.calm) .soft:not(:empty)": t("secondsLeft", { n: 20 }),
    ".result .verdict > .soft": `${t("endAbsent", { name: NAME })} ${rally} · ${series}`,
    // Nobody at the same screen is absent.
    ".result:has(.far) .verdict > .soft": `${rally} · ${series}`,
    ".invite:not(.notice) .own > .soft": [longestRules, points, m("roomOpenFor", { n: 15 })].join(
      " · ",
    ),
  };
}
