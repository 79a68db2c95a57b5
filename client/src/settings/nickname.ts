/** Names for people who have not chosen one: two short words, at most 16 letters together. Pure. */

const FIRST = ["Swift", "Calm", "Brisk", "Sly", "Bold", "Keen", "Lucky", "Quiet", "Rapid", "Sunny"];
const SECOND = ["Otter", "Heron", "Lynx", "Falcon", "Badger", "Gecko", "Marten", "Swallow", "Wren"];

/** A made-up nickname; `random` gives numbers in [0, 1). */
export function inventName(random: () => number): string {
  return `${pick(FIRST, random)} ${pick(SECOND, random)}`;
}

const pick = (words: readonly string[], random: () => number): string =>
  words[Math.floor(random() * words.length)] as string;
