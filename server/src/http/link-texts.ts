/** What the preview of a link says, in the languages of the game. Pure. */
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import type { Language } from "@quickpong/shared/protocol/language.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import { COMPETITION_LINK_TEXTS } from "./competition-link-texts.ts";

/** What a link leads to, as far as its preview tells. */
export type LinkSubject =
  /** An arena, a cup or a room for a crowd. */
  | { kind: CompetitionKind }
  | { kind: "game" }
  /** Somebody waits in a private room. */
  | { kind: "invite"; host: string; points: number }
  /** Two play in it. */
  | { kind: "room"; left: string; right: string }
  /** A public match that can be watched. */
  | { kind: "match"; left: string; right: string }
  /** A game that was played; `score` as it is shown, such as "7 : 3". */
  | {
      kind: "replay";
      id: ReplayId;
      left: string;
      right: string;
      score: string;
      longestRally: number;
    }
  /** `rating` as it is shown, such as "1512?". */
  | { kind: "player"; name: string; rating: string; longestRally: number };

/** With {holes} for what the subject has of that name. */
type Words = Readonly<
  Record<
    Exclude<LinkSubject["kind"], CompetitionKind>,
    readonly [title: string, description: string]
  >
>;

const TEXTS: Readonly<Record<Language, Words>> = {
  en: {
    game: [
      "Quickpong: Pong for two, anywhere on the net",
      "Online Pong for two, anywhere on the net. No sign-up, nothing to install.",
    ],
    invite: [
      "{host} invites you to a match",
      "Pong for two, first to {points} points. No sign-up, nothing to install.",
    ],
    room: ["{left} against {right}", "A match between friends on Quickpong."],
    match: ["{left} against {right}, live", "Watch this match of Pong while it is played."],
    replay: [
      "{left} {score} {right}: the replay",
      "Watch this match of Pong again, point by point. Longest rally: {longestRally}.",
    ],
    player: [
      "{name} on Quickpong",
      "Rating: {rating}. Longest rally: {longestRally}. Pong for two, anywhere on the net.",
    ],
  },
  de: {
    game: [
      "Quickpong: Pong zu zweit, überall im Netz",
      "Online-Pong zu zweit, überall im Netz. Ohne Anmeldung, ohne Installation.",
    ],
    invite: [
      "{host} lädt dich zu einem Spiel ein",
      "Pong zu zweit bis {points} Punkte. Ohne Anmeldung, ohne Installation.",
    ],
    room: ["{left} gegen {right}", "Ein Spiel unter Freunden auf Quickpong."],
    match: ["{left} gegen {right}, live", "Sieh diesem Pong-Spiel live zu."],
    replay: [
      "{left} {score} {right}: die Aufzeichnung",
      "Sieh dir dieses Pong-Spiel noch einmal an, Punkt für Punkt. Längster Ballwechsel: {longestRally}.",
    ],
    player: [
      "{name} auf Quickpong",
      "Wertung: {rating}. Längster Ballwechsel: {longestRally}. Pong zu zweit, überall im Netz.",
    ],
  },
  es: {
    game: [
      "Quickpong: Pong para dos, por toda la red",
      "Pong en línea para dos, por toda la red. Sin registro, sin instalar nada.",
    ],
    invite: [
      "{host} te invita a jugar",
      "Pong para dos, a {points} puntos. Sin registro, sin instalar nada.",
    ],
    room: ["{left} contra {right}", "Un partido entre amigos en Quickpong."],
    match: ["{left} contra {right}, en directo", "Mira este partido de Pong en directo."],
    replay: [
      "{left} {score} {right}: la repetición",
      "Mira otra vez este partido de Pong, punto por punto. Peloteo más largo: {longestRally}.",
    ],
    player: [
      "{name} en Quickpong",
      "Puntuación: {rating}. Peloteo más largo: {longestRally}. Pong para dos, por toda la red.",
    ],
  },
  fr: {
    game: [
      "Quickpong : Pong à deux, partout sur le net",
      "Pong en ligne à deux, partout sur le net. Sans inscription, sans installation.",
    ],
    invite: [
      "{host} t’invite à jouer",
      "Pong à deux, en {points} points. Sans inscription, sans installation.",
    ],
    room: ["{left} contre {right}", "Un match entre amis sur Quickpong."],
    match: ["{left} contre {right}, en direct", "Regarde ce match de Pong en direct."],
    replay: [
      "{left} {score} {right} : le replay",
      "Revois ce match de Pong, point par point. Plus long échange : {longestRally}.",
    ],
    player: [
      "{name} sur Quickpong",
      "Classement : {rating}. Plus long échange : {longestRally}. Pong à deux, partout sur le net.",
    ],
  },
  pt: {
    game: [
      "Quickpong: Pong para dois, por toda a rede",
      "Pong online para dois, por toda a rede. Sem cadastro, sem instalar nada.",
    ],
    invite: [
      "{host} convida você para jogar",
      "Pong para dois, até {points} pontos. Sem cadastro, sem instalar nada.",
    ],
    room: ["{left} contra {right}", "Uma partida entre amigos no Quickpong."],
    match: ["{left} contra {right}, ao vivo", "Assista a esta partida de Pong ao vivo."],
    replay: [
      "{left} {score} {right}: o replay",
      "Reveja esta partida de Pong, ponto a ponto. Troca mais longa: {longestRally}.",
    ],
    player: [
      "{name} no Quickpong",
      "Classificação: {rating}. Troca mais longa: {longestRally}. Pong para dois, por toda a rede.",
    ],
  },
  ru: {
    game: [
      "Quickpong: понг на двоих, где угодно в сети",
      "Онлайн-понг на двоих, где угодно в сети. Без регистрации и установки.",
    ],
    invite: [
      "{host} зовёт вас сыграть",
      "Понг на двоих, счёт до {points}. Без регистрации и установки.",
    ],
    room: ["{left} против {right}", "Матч между друзьями в Quickpong."],
    match: ["{left} против {right}, прямой эфир", "Смотрите этот матч в понг в прямом эфире."],
    replay: [
      "{left} {score} {right}: повтор",
      "Посмотрите этот матч в понг ещё раз, очко за очком. Самый длинный розыгрыш: {longestRally}.",
    ],
    player: [
      "{name} в Quickpong",
      "Рейтинг: {rating}. Самый длинный розыгрыш: {longestRally}. Понг на двоих, где угодно в сети.",
    ],
  },
  ja: {
    game: [
      "Quickpong: ふたりで遊ぶオンライン・ポン",
      "ネットのどこからでも、ふたりで遊ぶポン。登録もインストールも不要です。",
    ],
    invite: [
      "{host} からの招待です",
      "ふたりで遊ぶポン、{points} 点先取。登録もインストールも不要です。",
    ],
    room: ["{left} 対 {right}", "Quickpong で友だちどうしの試合。"],
    match: ["{left} 対 {right}、ライブ", "このポンの試合をライブで観戦できます。"],
    replay: [
      "{left} {score} {right}、リプレイ",
      "このポンの試合を 1 点ずつもう一度見られます。最長ラリー: {longestRally}。",
    ],
    player: [
      "{name} · Quickpong",
      "レーティング: {rating}。最長ラリー: {longestRally}。ネットのどこからでも、ふたりで遊ぶポン。",
    ],
  },
  zh: {
    game: ["Quickpong：随时随地的双人 Pong", "在线双人 Pong，随时随地对打。无需注册，无需安装。"],
    invite: ["{host} 邀请你来一局", "双人 Pong，先得 {points} 分者胜。无需注册，无需安装。"],
    room: ["{left} 对 {right}", "Quickpong 上的好友对局。"],
    match: ["{left} 对 {right}，直播", "现场观看这场 Pong 对局。"],
    replay: [
      "{left} {score} {right}：回放",
      "再看一遍这场 Pong 对局，一分一分地看。最长回合：{longestRally}。",
    ],
    player: [
      "{name} · Quickpong",
      "等级分：{rating}。最长回合：{longestRally}。在线双人 Pong，随时随地对打。",
    ],
  },
};

/** Title and description in one language, not escaped. */
export function describeLink(
  subject: LinkSubject,
  language: Language,
): { title: string; description: string } {
  const holes = new Map(Object.entries(subject));
  const texts = { ...TEXTS[language], ...COMPETITION_LINK_TEXTS[language] };
  const [title, description] = texts[subject.kind].map((words) =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => String(holes.get(name))),
  ) as [string, string];
  return { title, description };
}
