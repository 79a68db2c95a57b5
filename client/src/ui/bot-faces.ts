/** The bots' faces: one line each, told apart by their shapes alone. */
import type { BotLevel } from "@quickpong/shared/bot-levels.ts";

const FACES: Readonly<Record<BotLevel, string>> = {
  // A round one with an antenna and wide eyes.
  pip: '<circle cx="16" cy="18" r="10"/><path d="M16 8V4"/><circle cx="16" cy="3" r="1"/><circle cx="12" cy="17" r="1.5"/><circle cx="20" cy="17" r="1.5"/><path d="M14.5 23h3"/>',
  // A box that stands where it stands.
  mo: '<rect x="5" y="7" width="22" height="20" rx="2"/><path d="M10 15h4M18 15h4M11 22h10M9 27v3M23 27v3"/>',
  // A cloud, asleep.
  lulu: '<path d="M9 26a6 6 0 0 1-1-12 8 8 0 0 1 15-2 7 7 0 0 1 1 14z"/><path d="M10 18c1 1.5 3 1.5 4 0M18 18c1 1.5 3 1.5 4 0M14.5 22.500h3"/><path d="M25 4h4l-4 4h4"/>',
  // Teeth, and a drop of sweat.
  rex: '<path d="M4 11l6-5h12l6 5v10l-6 6H10l-6-6z"/><path d="M11 14h1M20 14h1M8 20l3 3 3-3 2 3 2-3 3 3 3-3"/><path d="M29 3c-1.5 2-1.5 3.5 0 3.500S30.5 5 29 3z"/>',
  // Glasses.
  vera: '<path d="M16 4a11 12 0 0 1 0 25 11 12 0 0 1 0-25z"/><circle cx="11" cy="16" r="4"/><circle cx="21" cy="16" r="4"/><path d="M15 16h2M13 24c2 1.5 4 1.5 6 0"/>',
  // A diamond with crosses for eyes.
  otto: '<path d="M16 2l14 14-14 14L2 16z"/><path d="M10 13l4 4M14 13l-4 4M18 13l4 4M22 13l-4 4M13 22l6-1"/>',
  // Hair on end.
  nina: '<path d="M6 14l1-9 5 5 4-8 4 8 5-5 1 9v5a10 10 0 0 1-20 0z"/><path d="M12 17v2M20 17v2M11 24l2-1.5 2 1.5 2-1.5 2 1.5 2-1.5"/>',
  // One large eye that follows.
  zoe: '<path d="M9 4h14l7 12-7 12H9L2 16z"/><circle cx="16" cy="16" r="6"/><circle cx="16" cy="16" r="2" fill="currentColor"/>',
};

/** A bot's face in the text's colour; the name beside it says who it is. */
export function botFace(level: BotLevel): SVGElement {
  const holder = document.createElement("div");
  holder.innerHTML = `<svg class="face" viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${FACES[level]}</svg>`;
  return holder.firstElementChild as SVGElement;
}
