/** Shares a match: the picture of its longest rally, by the system's sheet where there is one, else to be saved. */
import "../styles/rules.css";
import "../styles/share.css";
import type { ViewFrame } from "../net/view-frame.ts";
import { h } from "../platform/dom.ts";
import type { Rally } from "../render/canvas2d/longest-rally.ts";
import { readPalette } from "../render/canvas2d/palette.ts";
import { PICTURES, type PictureShape } from "../render/canvas2d/picture-layout.ts";
import { paintRally } from "../render/canvas2d/rally-picture.ts";
import { createCopyButton } from "./copy-button.ts";
import { more } from "./more-texts.ts";
import { nameOf } from "./names.ts";
import { openPanel } from "./panel.ts";
import { segments } from "./segments.ts";
import { text } from "./texts.ts";

export interface ShareOptions {
  /** The frame that the result shows. */
  frame: ViewFrame;
  rally: Rally;
  /** The game's address. */
  link: string;
  onClosed: () => void;
}

const SHAPES: readonly PictureShape[] = ["wide", "tall"];
const WEIGHTS = [200, 500];

/** Opens the sheet; returns what closes it. */
export function openSharePanel(options: ShareOptions): () => void {
  let shape: PictureShape = window.innerWidth < window.innerHeight ? "tall" : "wide";
  let letGo = () => {};
  const content = () => {
    letGo();
    const picture = new Picture(options, () => shape);
    letGo = () => picture.letGo();
    const choose = (n: number) => {
      shape = SHAPES[n] ?? "wide";
      void picture.paint();
    };
    const names = [more("pictureWide"), more("pictureTall")];
    void picture.paint();
    return [
      picture.image,
      segments("picture", more("pictureShape"), names, SHAPES.indexOf(shape), choose),
      h(
        "div",
        { class: "ways" },
        picture.share,
        picture.save,
        createCopyButton(messageOf(options), "bar outlined", more("copyText")),
      ),
    ];
  };
  const onClosed = () => {
    letGo();
    options.onClosed();
  };
  return openPanel({ kind: "share", title: () => text("shareRally"), content, onClosed });
}

/** What stands beside the picture, and is copied. */
function messageOf({ frame, rally, link }: ShareOptions): string {
  const { own, opponent } = frame;
  const score = `${nameOf(own)} ${own.score} : ${opponent.score} ${nameOf(opponent)}`;
  return `${score}. ${text("longestRally", { n: rally.hits })}. ${link}`;
}

/** One picture in the sheet, with the ways in which it leaves it. */
class Picture {
  readonly image = h("img", { class: "picture" });
  readonly share = h("button", { class: "bar lit", type: "button", hidden: true }, more("share"));
  readonly save = h("a", { class: "bar outlined" }, more("savePicture"));
  private readonly options: ShareOptions;
  private readonly shape: () => PictureShape;
  private file: File | null = null;
  private gone = false;

  constructor(options: ShareOptions, shape: () => PictureShape) {
    this.options = options;
    this.shape = shape;
    this.share.addEventListener("click", () => this.openSheet());
  }

  letGo(): void {
    this.gone = true;
    URL.revokeObjectURL(this.image.src);
  }

  /** Paints it in the shape of now. */
  async paint(): Promise<void> {
    const shape = this.shape();
    const layout = PICTURES[shape];
    const { width, height } = layout;
    const words = wordsOf(this.options);
    Object.assign(this.image, { width, height, alt: messageOf(this.options) });
    const palette = readPalette();
    await loadLetters(palette.display, Object.values(words).flat().join(""));
    const canvas = document.createElement("canvas");
    paintRally(canvas, layout, this.options.rally, words, palette);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    // Large canvases are few in some browsers.
    canvas.width = 0;
    if (!blob || this.gone || shape !== this.shape()) return;
    this.put(new File([blob], `quickpong-${this.options.rally.hits}.png`, { type: blob.type }));
  }

  private put(file: File): void {
    this.file = file;
    URL.revokeObjectURL(this.image.src);
    this.image.src = URL.createObjectURL(file);
    this.save.href = this.image.src;
    this.save.download = file.name;
    const canShare = navigator.canShare?.({ files: [file] }) ?? false;
    this.share.hidden = !canShare;
    this.save.classList.toggle("lit", !canShare);
    this.save.classList.toggle("outlined", canShare);
  }

  private openSheet(): void {
    if (!this.file) return;
    const message = { files: [this.file], title: text("title"), text: messageOf(this.options) };
    // Whoever closes the sheet has changed their mind.
    navigator.share(message).catch(() => undefined);
  }
}

function wordsOf({ frame, rally, link }: ShareOptions) {
  const { own, opponent } = frame;
  return {
    caption: more("rallyHits", { n: rally.hits }),
    names: [nameOf(own), nameOf(opponent)] as const,
    points: [own.score, opponent.score] as const,
    address: link.replace(/^https?:\/\//, "").replace(/\/$/, ""),
  };
}

/** Letters of other scripts come in files of their own; without them the system's are taken. */
async function loadLetters(family: string, letters: string): Promise<void> {
  const loads = WEIGHTS.map((weight) => document.fonts.load(`${weight} 1em ${family}`, letters));
  await Promise.all(loads).catch(() => undefined);
}
