/** Small drawings for buttons and marks, inline so that they take the text's colour. */

const svg = (body: string, viewBox = "0 0 24 24"): SVGElement => {
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
export const menuIcon = (): SVGElement => svg('<path d="M4 7h16M4 12h16M4 17h16"/>');
