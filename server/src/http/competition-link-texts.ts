/** What the preview of a link to an arena, a cup or a room for a crowd says, in the languages of the game. */
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import type { Language } from "@quickpong/shared/protocol/language.ts";

type Words = Readonly<Record<CompetitionKind, readonly [title: string, description: string]>>;

export const COMPETITION_LINK_TEXTS: Readonly<Record<Language, Words>> = {
  en: {
    arena: ["An arena on Quickpong", "Pong for 2 to 64, one match after the other. No sign-up."],
    cup: ["A cup on Quickpong", "Pong for 3 to 64, from the first round to the final. No sign-up."],
    winnerStays: ["The winner stays: Quickpong", "Pong for 2 to 32 at one court. No sign-up."],
  },
  de: {
    arena: ["Eine Arena auf Quickpong", "Pong für 2 bis 64, Spiel auf Spiel. Ohne Anmeldung."],
    cup: [
      "Ein Pokal auf Quickpong",
      "Pong für 3 bis 64, von der ersten Runde bis zum Finale. Ohne Anmeldung.",
    ],
    winnerStays: [
      "Der Sieger bleibt: Quickpong",
      "Pong für 2 bis 32 an einem Feld. Ohne Anmeldung.",
    ],
  },
  es: {
    arena: ["Una arena en Quickpong", "Pong para 2 a 64, partida tras partida. Sin registro."],
    cup: [
      "Una copa en Quickpong",
      "Pong para 3 a 64, de la primera ronda a la final. Sin registro.",
    ],
    winnerStays: ["Quien gana sigue: Quickpong", "Pong para 2 a 32 en una pista. Sin registro."],
  },
  fr: {
    arena: ["Une arène sur Quickpong", "Pong de 2 à 64, match après match. Sans inscription."],
    cup: [
      "Une coupe sur Quickpong",
      "Pong de 3 à 64, du premier tour à la finale. Sans inscription.",
    ],
    winnerStays: [
      "Le gagnant reste : Quickpong",
      "Pong de 2 à 32 sur un seul terrain. Sans inscription.",
    ],
  },
  pt: {
    arena: ["Uma arena no Quickpong", "Pong para 2 a 64, partida após partida. Sem cadastro."],
    cup: ["Uma copa no Quickpong", "Pong para 3 a 64, da primeira rodada à final. Sem cadastro."],
    winnerStays: ["Quem ganha fica: Quickpong", "Pong para 2 a 32 em uma quadra. Sem cadastro."],
  },
  ru: {
    arena: ["Арена в Quickpong", "Понг на 2–64 игроков, матч за матчем. Без регистрации."],
    cup: ["Кубок в Quickpong", "Понг на 3–64 игроков, с первого круга до финала. Без регистрации."],
    winnerStays: [
      "Игра на вылет: Quickpong",
      "Понг на 2–32 игроков на одном поле. Без регистрации.",
    ],
  },
  ja: {
    arena: ["Quickpong のアリーナ", "2〜64 人で次々に対戦するポン。登録不要です。"],
    cup: ["Quickpong のカップ", "3〜64 人、1 回戦から決勝までのポン。登録不要です。"],
    winnerStays: ["勝ち残り戦 · Quickpong", "2〜32 人、ひとつのコートで遊ぶポン。登録不要です。"],
  },
  zh: {
    arena: ["Quickpong 竞技场", "2 到 64 人的 Pong，一场接一场。无需注册。"],
    cup: ["Quickpong 杯赛", "3 到 64 人的 Pong，从第一轮到决赛。无需注册。"],
    winnerStays: ["胜者留下：Quickpong", "2 到 32 人共用一个球场的 Pong。无需注册。"],
  },
};
