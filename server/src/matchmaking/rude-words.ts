/**
 * Rude words of the eight languages of the page, besides those that `obscenity` knows in English. The
 * language lists of "List of Dirty, Naughty, Obscene, and Otherwise Bad Words" were read for it and
 * thinned out: four of ten words there are names or harmless ("Pinto", "Concha", "martillo").
 *
 * Written in lower case, without accents and with hiragana for katakana, as `names.ts` folds a name.
 * `anywhere` are parts that honest names don't have; `words` count as whole words only, with the
 * endings that are written out: "puta" is in "Laputa", "hure" in "Thure".
 */
interface RudeWords {
  anywhere: readonly string[];
  words: readonly string[];
}

const list = (words: string): string[] => words.split(/\s+/).filter((word) => word !== "");

const en: RudeWords = {
  anywhere: list(`
    arsehole asshole ballsack bellend bollock cocksuck cumshot dickface dickhead dipshit douchebag
    heilhitler jackoff killyourself motherfuck nigga rimjob shithead siegheil whitepower`),
  words: list(`
    bigdick bitches bollocks bullshit cocks cumslut gaychamber kkk mydick pissoff smalldick suckmydick
    suckdick twats wankers hitler`),
};

const de: RudeWords = {
  anywhere: list(`
    arschfick arschgeburt arschgesicht arschkriech arschlecker arschloch drecksau dreckskerl fickdich
    fickfehler fotze gefickt hackfresse hurenkind hurensohn hurensoehn judensau kackbratze kinderficker
    missgeburt mutterficker scheiss scheisze schlampe schwanzlutsch schwuchtel titten verfickt
    vergasen verpissdich wichser`),
  words: list(`
    arsch arsche bumsen fick ficke ficken ficker fickt hure huren kacke kackstelze kanake kanaken
    kanacke muschi neger nutte nutten pimmel pisse pisser spast spasti spasten wichs wichse wichsen`),
};

const es: RudeWords = {
  anywhere: list(`
    chingada chingar chingate chingatumadre chinguen chupamela chupapolla cojones comemierda
    conchadetumadre conchatumadre conchetumadre conchetumare culiao gilipolla hijadeputa hijaputa
    hijodeputa hijoputa jilipolla lameculo malparid mamaguevo mamahuevo maricon mariconazo mierda
    pajillero pelotudo pendeja pendejo putamadre soplapolla tetona vergota`),
  words: list(`
    alaverga cabron cabrona cabrones cabronazo carajo culo culos follar follador joder jodete jodido
    laverga mamada mamadas perra perras polla pollas polloncio puta putas putita puto putos putona
    ramera tetas verguda vergudo zorra zorras`),
};

const fr: RudeWords = {
  anywhere: list(`
    bougnoul branlette branleur branleuse connard connasse couille emmerd encule enfoire filsdepute
    grognasse niquetamere niquetarace nicktamere pouffiasse poufiasse putain salopard salope salopri
    sucemabite tagueule tantouze trouducul`),
  words: list(`
    batard batards bordel chiant chier chiottes conne connes fdp foutre gouine merde merdes merdeux
    negre ntm pedes pute putes salaud salauds tapette trouduc youpin`),
};

const pt: RudeWords = {
  anywhere: list(`
    arrombad boquete buceta caralho chupameupau chupeta cuzao cuzaum filhadaputa filhodaputa fodase
    fodido fudido paneleiro punheta punheteir putaquepariu siririca tomanocu tomarnocu vagabunda
    vaisefoder vaisefuder vaitefoder xavasca xereca xoxota`),
  words: list(`
    bicha bichas boceta bosta cacete caceta cona conas corno cornos fdp foda fodas foder fodeu fuder
    merda merdas piranha piroca pirocas porra puta putas putaria puto putos rapariga viadinho
    viado viados vadia vadias`),
};

const ru: RudeWords = {
  anywhere: list(`
    ахуе бляд блят выеб гавно гандон гитлер говно гондон дерьмо долбоеб долбоящ дрочер дрочила жопа
    жополиз залуп заеб мандавош мудак мудил мудозвон нахер нахуй нахуя невъеб ниггер нихуя обосра
    отъеб охуе охуи пездец пидар пидор пидр пизд похер похуй похую разъеб распизд сукин съеб трахать
    трахни трахну ублюд уебан уебищ уебок уебк хуев хуеплет хуесос хуил хуйл хуйн хуйня целка чмошн
    шалав шлюх ебанут ебаный blyad blyat dolboeb mudak nahui nahuy pidaras pidor pizda pizdec zalupa`),
  words: list(`
    бля ебал ебали ебан ебана ебать ебаться ебет ебеш ебешь еби ебись еблан ебланы ебло ебля ебну
    ебнул ебнут ебут ебуч ебучий жид жиды жопы жопой курва манда мандой минет мразь педик педики
    сиськи сиська срать насрать ссать сука суки сучара сучка сучки суч хер херня хуй хуя хуе хуи хую
    хуем хуета хуйло чмо cyka xyй`),
};

const ja: RudeWords = {
  anywhere: list(`
    いんらん おっぱい おなにー おまんこ かすやろう きちがい きんたま くそがき くそったれ くそやろう
    くたばれ せんずり ちんかす ちんぽ ぱいずり ふぁっく ふぇらちお ぶっころ ぺにす まざーふぁっか
    まんこ やりちん やりまん 中出し 包茎 基地外 売春 変態 射精 巨乳 巨根 強姦 死ね 殺す 気違い 氏ね
    池沼 淫 精液 糞 肉便器 肛門 膣 輪姦 陰茎 陰毛 乱交`),
  words: list("あなる うんこ うんち くそ しね びっち れいぷ まんこー ちんちん えっち"),
};

const zh: RudeWords = {
  anywhere: list(`
    他妈 他媽 她妈 你妈死 你妈逼 你媽 你娘 你全家死 傻b 傻屄 傻比 傻逼 傻叉 冚家 吃屎 去死 口交 大便 奶子
    她媽 妈个 妈逼 妈比 妈的 媽的 媽逼 婊 嫖 屄 屌 干你 幹你 弱智 强奸 强姦 性交 操逼 操蛋 操死 支那 日你
    杂种 雜種 淫 王八蛋 狗娘 狗屎 狗日 畜生 畜牲 白痴 白癡 破鞋 精液 约炮 肏 肛交 脑残 腦殘 色情 草你
    草泥马 草泥馬 荡妇 蕩婦 煞笔 仆街 智障 贱人 賤人 贱货 賤貨 贱逼 轮奸 逼样 阳具 阴茎 阴道 陰道 雞巴 骚货
    骚逼 騷貨 鸡奸 鸡巴 鸡吧 鸡8 龟头 龜頭 做爱 做愛 caonima nmsl`),
  words: list("cnm 妓女 垃圾 混蛋"),
};

/** Parts of words that are rude only beside certain letters. */
const WITH_NEIGHBOURS = [
  // Pachinko.
  "(?<!ぱ)ちんこ",
  // Essex, Wessex and Sussex.
  "(?<![えさ])せっくす",
  // Cao Cao, and gymnastics.
  "(?<![曹体體情])操(?:你|妳|他|她|妈|媽)",
  // "Insure yourself" and "go mad".
  "(?<!стра|пси)хуй",
];

/** Words in which only an accent or two dots make the difference: to a cone, to moss. */
const ACCENTED = ["coño", "coños", "cú", "möse", "pédé", "pédés"];

const ALL = [en, de, es, fr, pt, ru, ja, zh];

/** One pattern for all of them; a letter may be written several times. For names that are folded. */
export const RUDE = new RegExp(
  [
    oneOf(ALL.flatMap(({ anywhere }) => anywhere)),
    wholeWord(ALL.flatMap(({ words }) => words)),
    ...WITH_NEIGHBOURS,
  ].join("|"),
  "u",
);

/** For names with their accents, in lower case. */
export const RUDE_ACCENTED = new RegExp(wholeWord(ACCENTED), "u");

function wholeWord(words: readonly string[]): string {
  return `(?<!\\p{L})(?:${oneOf(words)})(?!\\p{L})`;
}

/** The words by their first letters: so a letter with which none begins is passed at one look. */
function oneOf(words: readonly string[]): string {
  const byFirst = Map.groupBy(new Set(words), ([first]) => first as string);
  return [...byFirst]
    .map(([first, group]) => {
      const rests = group.map((word) => stretched(word.slice(first.length)));
      return `${stretched(first)}(?:${rests.join("|")})`;
    })
    .join("|");
}

/** No letter more than once in a row stands in the way: "puuuta". */
function stretched(letters: string): string {
  return letters.replace(/[a-zа-я]/g, "$&+");
}
