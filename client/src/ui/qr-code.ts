/** A link as a QR code. */
import "../styles/qr.css";
import { h } from "../platform/dom.ts";
import { lazyModule } from "../platform/lazy-module.ts";

const loadQr = lazyModule(() => import("lean-qr"));

/** The code, once its drawing has been fetched; without it, what is said beside it does. */
export function createQrCode(link: string, label: string): HTMLElement {
  const frame = h("div", { class: "qr", role: "img", "aria-label": label, hidden: true });
  loadQr().then(
    ({ generate }) => {
      const canvas = h("canvas", {});
      generate(link).toCanvas(canvas, { on: [10, 34, 38, 255], off: [0, 0, 0, 0] });
      frame.append(canvas);
      frame.hidden = false;
    },
    () => undefined,
  );
  return frame;
}
