/** Small drawings for buttons and marks, inline so that they take the text's colour. */

export const svg = (body: string, viewBox = "0 0 24 24"): SVGElement => {
  const holder = document.createElement("div");
  holder.innerHTML = `<svg viewBox="${viewBox}" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</svg>`;
  return holder.firstElementChild as SVGElement;
};

const SPEAKER = '<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z"/>';
export const soundOnIcon = (): SVGElement =>
  svg(`${SPEAKER}<path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>`);
export const soundOffIcon = (): SVGElement => svg(`${SPEAKER}<path d="m16 9.5 5 5M21 9.5l-5 5"/>`);
export const leaveIcon = (): SVGElement => svg('<path d="M6 6l12 12M18 6 6 18"/>');
export const globeIcon = (): SVGElement =>
  svg(
    '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>',
  );
export const lampIcon = (): SVGElement =>
  svg(
    '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor"/>',
  );
/** A line of light between two paddles: the mark of the game. */
export const traceIcon = (): SVGElement =>
  svg(
    '<path class="own" d="M4 8v12"/><path class="opponent" d="M44 4v12"/><path class="line" pathLength="1" d="M8 14 20 22 40 10"/>',
    "0 0 48 24",
  );
/** Two people's words: opens the emotes. */
export const emotesIcon = (): SVGElement =>
  svg('<path d="M4 5h12v8H9l-4 3.5V13H4zM19 10h1.5v8H19v2.5L16 18h-5"/>');
const EYE = '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>';
export const eyeIcon = (): SVGElement => svg(`${EYE}<circle cx="12" cy="12" r="2.5"/>`);
export const eyeOffIcon = (): SVGElement => svg(`${EYE}<path d="M4 20 20 4"/>`);

/** In the order of the emotes: waving, a star, a bang, a ball gone by, a heart, two paddles and a ball. */
const EMOTE_SHAPES = [
  '<path d="M7 5v14M12 8.5a5 5 0 0 1 0 7M15.5 5.5a10 10 0 0 1 0 13"/>',
  '<path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z"/>',
  '<path d="M12 3.5v11M12 19.5v.1M5 6l2.5 2.5M19 6l-2.5 2.5M3 13h3M18 13h3"/>',
  '<path d="M15 3v9M3 5l8.5 12.5"/><circle cx="14.5" cy="19" r="2"/>',
  '<path d="M12 20S3.5 14.6 3.5 9A4.4 4.4 0 0 1 12 7.2 4.4 4.4 0 0 1 20.5 9C20.5 14.6 12 20 12 20z"/>',
  '<path d="M4.5 6v12M19.5 6v12"/><circle cx="12" cy="12" r="2.5"/>',
];
export const emoteIcon = (emote: number): SVGElement => svg(EMOTE_SHAPES[emote] ?? "");
/** Something that leaves its frame. */
export const shareIcon = (): SVGElement =>
  svg('<path d="M12 14.5v-11M7.5 7.5 12 3l4.5 4.5M6 11.5H4.5v9h15v-9H18"/>');
export const menuIcon = (): SVGElement => svg('<path d="M4 7h16M4 12h16M4 17h16"/>');
/** Two sliders. */
export const gearIcon = (): SVGElement =>
  svg(
    '<path d="M4 8h8M18 8h2M4 16h2M12 16h8"/><circle cx="15" cy="8" r="2.5"/><circle cx="9" cy="16" r="2.5"/>',
  );
