/** Small drawings for the buttons of a replay. */
import { svg } from "./icons.ts";

const FILLED = 'fill="currentColor" stroke="none"';
export const playIcon = (): SVGElement => svg(`<path d="M7 4.5v15l13-7.5z" ${FILLED}/>`);
export const pauseIcon = (): SVGElement =>
  svg(`<path d="M6 5h4.2v14H6zM13.8 5H18v14h-4.2z" ${FILLED}/>`);
export const frameOnIcon = (): SVGElement =>
  svg(`<path d="M6 5v14" /><path d="M10.5 6v12l8.5-6z" ${FILLED}/>`);
export const frameBackIcon = (): SVGElement =>
  svg(`<path d="M18 5v14" /><path d="M13.5 6v12L5 12z" ${FILLED}/>`);
export const pointOnIcon = (): SVGElement =>
  svg(`<path d="M19.5 6v12" /><path d="M3.5 6.5v11l7-5.5zM10.5 6.5v11l7-5.5z" ${FILLED}/>`);
export const pointBackIcon = (): SVGElement =>
  svg(`<path d="M4.5 6v12" /><path d="M20.5 6.5v11l-7-5.5zM13.5 6.5v11l-7-5.5z" ${FILLED}/>`);
export const backwardsIcon = (): SVGElement =>
  svg('<path d="M4 9.5h10.5a5 5 0 0 1 0 10H8M8 5.5l-4 4 4 4"/>');
export const loopIcon = (): SVGElement =>
  svg('<path d="M4 12a5 5 0 0 1 5-5h10M16 4l3 3-3 3M20 12a5 5 0 0 1-5 5H5M8 20l-3-3 3-3"/>');
