/** What the link to the match behind the title says: few words, which come with it in all languages. */
import type { Language } from "@quickpong/shared/protocol/language.ts";

export const BEHIND_TITLE: Record<Language, Record<"live" | "rally", string>> = {
  en: { live: "Watch this match live", rally: "The day's longest rally" },
  de: { live: "Dieses Spiel live ansehen", rally: "Der längste Ballwechsel des Tages" },
  es: { live: "Ver este partido en directo", rally: "El peloteo más largo del día" },
  fr: { live: "Regarder ce match en direct", rally: "Le plus long échange du jour" },
  pt: { live: "Assistir a esta partida ao vivo", rally: "A maior troca de bolas do dia" },
  ru: { live: "Смотреть этот матч", rally: "Самый длинный розыгрыш дня" },
  ja: { live: "この試合を観戦", rally: "今日の最長ラリー" },
  zh: { live: "观看这场比赛", rally: "今日最长回合" },
};
