/** Names for the tests of NAME-1: in every language rude ones, and honest ones that look like them. */
const list = (names: string): string[] =>
  names
    .split(/[|\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");

export const RUDE_NAMES = {
  en: list(`fuck | FuCk you | f u c k | f.u.c.k | sh1thead | niggers | bullshit | asshole | arsehole | wanker
    cunt | motherfucker | Dickhead | Big Dick | suck my dick | cumslut | ｆｕｃｋ | c0cksucker | bollocks | bellend | whore
    faggot | douchebag | rapist | Hitler | 5h1t | pissoff
    a55 | 455hole | 455 hole | Big a55 | a 5 5 | ⅾⅰⅽkhead`),
  de: list(`Arschloch | Fotze | Hurensohn | Wichser | Schlampe | ficken | Fick dich | Scheiße | Scheisskerl | Hure
    Nutte | Arsch | Missgeburt | Schwuchtel | Möse | f i c k e n | Huuurensohn | 4rschloch | Pisser | Titten
    Drecksau | Schwanzlutscher | Neger`),
  es: list(`puta | mierda | Cabrón | coño | Gilipollas | hijo de puta | Hijoputa | pendejo | joder | follar
    maricón | polla | culo | zorra | La Puta | LaPuta | puuuta | p.u.t.a | 𝓹𝓾𝓽𝓪 | m1erda | chinga tu madre
    Vete a la mierda | carajo | chupapollas | PuTa | Malparido`),
  fr: list(`merde | Connard | connasse | salope | enculé | Pute | putain | fils de pute | enfoiré | couilles
    branleur | ta gueule | nique ta mère | pédé | bordel | salaud | m3rde | p u t e | Emmerdeur | trou du cul
    bougnoule | tapette`),
  pt: list(`caralho | porra | puta | merda | foda-se | filho da puta | Buceta | viado | arrombado | cuzão
    piroca | punheta | bosta | vadia | xoxota | foder | c.a.r.a.l.h.o | vai tomar no cu | P0rra | corno`),
  ru: list(`хуй | пизда | блядь | ебать | сука | мудак | пидор | гандон | жопа | говно
    шлюха | долбоёб | залупа | ХУЙ | х у й | xуй | cука | Пиздец | ублюдок | ебаный
    нахуй | бля | дерьмо | pizdec | blyat | сучка`),
  ja: list(`まんこ | ちんこ | ちんぽ | マンコ | チンポ | 死ね | しね | くそやろう | クソ | セックス
    きちがい | キチガイ | 糞 | おっぱい | くたばれ | フェラチオ | オナニー | ヤリマン | うんこ | 殺す`),
  zh: list(`傻逼 | 操你妈 | 他妈的 | 鸡巴 | 婊子 | 王八蛋 | 贱人 | 草泥马 | 强奸 | 狗娘养的
    妈的 | 傻B | 肏 | 日你妈 | 妓女 | 雞巴 | 媽的 | 去死 | 操 你 妈 | 淫荡 | 白痴 | 杂种`),
};

export const HONEST_NAMES = {
  en: list(`Ada | Dick Cheney | Dick | Moby Dick | Dickens | Dickinson | Scunthorpe | Cumming | Cummings | Cumberland
    Shitara | Hancock | Cockburn | Alcock | Essex | Sussex | Fagan | Van Dyke | Cassandra | Assange
    Penistone | Class of 86 | John Hooker | Butterfly | Georgy | Thomas | Arsenal | Titania | Matsushita
    455 | 717 | 455 717 | Tom 455 | 福島 455 | 455 Tom | 7177 | 80085 | Agent 4455`),
  de: list(`Jürgen | Marsch | Fichte | Thure | Schwanz | Dickmann | Hörster | Ficus | Wichern | Nuttall
    Groß | Fotini | Pissarro | Kanada | Harsch | Muschik`),
  es: list(`José-María | Concha | Pinto | Laputa | Reputación | Verga | Pilar | Calculo | Conejo | Martillo
    Iñaki | Cono | Imputado | Marica`),
  fr: list(`Dominique | Lucie | Putin | Bernadette | Merdan | Condé | Constance | Salomé | Député | Computer
    Bâton | Chattel | Conan | Chiara`),
  pt: list(`João | Porras | Veado | Merdeka | Cornélio | Corneto | Pau | Conan | Viana | Cuca | Rabelo | Pinto
    Culinária | Fodor`),
  ru: list(`Ассоль | Себастьян | Лебедев | Хуан | Хулио | Глебова | Барсук | Команда | Мандарин | Семён
    Шебанов | Требник | Тит | Дебют | Хлеб | Штраф | Страхуй | Небо | Мария`),
  ja: list(`渡辺 そら | さくら | コロ助 | パチンコ | サセックス | フェラーリ | シネマ | よしね | イワノビッチ | くその木
    まんじゅう | チンパンジー | 福島`),
  zh: list(
    `小明 | 曹操 | 曹操你好 | 体操 | 马草 | 王小二 | 尼玛 | 妈妈 | 操场 | 李强 | 贱内 | 傻瓜`,
  ),
  others:
    list(`Fukuda | Fukushima | Dikshit | Harshit | Akshita | Toshitaka | Cumali | Cumhur | Nguyễn Huy
    Ἀθηνᾶ | محمد | דוד | अमित | 김민준 | ไกรสร | Łukasz | Åse | Søren | Ahmet`),
};
