/** Makes a file of a part of a replay, in a sheet: the kind of file, the range, how far it is, and the ways out. */
import "../styles/export.css";
import { h, setAttribute, setText } from "../platform/dom.ts";
import { type ExportOptions, exportReplay } from "../replay/export/export-replay.ts";
import { formatsHere } from "../replay/export/formats.ts";
import { type ExportFormat, SIZES } from "../replay/export/sizes.ts";
import { exportText, loadExportTexts } from "./export-texts.ts";
import { choice, group, slider } from "./fields.ts";
import { openPanel } from "./panel.ts";
import { text } from "./texts.ts";

export interface ExportPanelOptions extends Pick<ExportOptions, "names" | "view"> {
  /** Each file is painted from one of its own. */
  newPicture(): ExportOptions["picture"];
  /** What is chosen at first, and how long the replay is (s from its beginning). */
  from: number;
  to: number;
  length: number;
  onClosed: () => void;
}

/** Steps of the range (s). */
const STEP = 0.5;

/** Opens the sheet once its texts are there; resolves with what closes it. */
export async function openExportPanel(options: ExportPanelOptions): Promise<() => void> {
  const [formats] = await Promise.all([formatsHere(), loadExportTexts()]);
  const exporting = new Exporting(options, formats);
  const onClosed = () => {
    exporting.stop();
    options.onClosed();
  };
  return openPanel({
    kind: "export",
    title: () => exportText("exportTitle"),
    content: () => exporting.fill(),
    onClosed,
  });
}

const nameOfFormat = (format: ExportFormat): string =>
  format === "gif"
    ? exportText("gifName")
    : exportText("videoName", { kind: format === "mp4" ? "MP4" : "WebM" });
const lengthText = (seconds: number): string =>
  exportText("length", { n: Math.round(seconds * 10) / 10 });

class Exporting {
  private readonly options: ExportPanelOptions;
  private readonly formats: ExportFormat[];
  private format: ExportFormat;
  private range: { from: number; to: number };
  private readonly hint = h("p", { class: "soft", role: "status" });
  private readonly progress = h("progress", { max: 1, value: 0 });
  private readonly below = h("div", { class: "doing" });
  private giveUp: AbortController | null = null;
  private address = "";

  constructor(options: ExportPanelOptions, formats: ExportFormat[]) {
    this.options = options;
    this.formats = formats;
    this.format = formats[0] as ExportFormat;
    const { from, to } = options;
    this.range = { from: Math.floor(from / STEP) * STEP, to: Math.ceil(to / STEP) * STEP };
  }

  stop(): void {
    this.giveUp?.abort();
    this.giveUp = null;
    URL.revokeObjectURL(this.address);
    this.address = "";
  }

  /** Everything in the sheet, anew. */
  fill(): Node[] {
    this.stop();
    const names = this.formats.map((format) => [format, nameOfFormat(format)] as const);
    const choose = (format: ExportFormat) => {
      this.format = format;
      this.change();
    };
    const choices = choice("format", names, this.format, choose);
    const kinds = group(exportText("fileKind"), ...choices);
    const range = h("div", { class: "range" }, this.slider("from"), this.slider("to"));
    this.change();
    return [kinds, range, this.hint, this.below];
  }

  private slider(end: "from" | "to"): HTMLElement {
    const { length } = this.options;
    return slider({
      ...{ label: exportText(end), from: 0, to: Math.ceil(length / STEP) * STEP, step: STEP },
      ...{ value: this.range[end], say: lengthText },
      onChange: (value) => {
        this.range[end] = value;
        this.change();
      },
    });
  }

  /** Something else is wanted: what was made is not it. */
  private change(): void {
    this.stop();
    const { longest } = SIZES[this.format];
    const seconds = this.range.to - this.range.from;
    const tooLong = seconds > longest;
    setText(this.hint, tooLong ? exportText("onlySoLong", { n: longest }) : "");
    const make = h("button", { class: "bar lit", type: "button" }, exportText("make"));
    make.disabled = seconds <= 0;
    make.addEventListener("click", () => void this.make());
    this.below.replaceChildren(h("div", { class: "ways" }, make));
  }

  private async make(): Promise<void> {
    const giveUp = new AbortController();
    this.giveUp = giveUp;
    this.showProgress();
    const { names, view } = this.options;
    try {
      const { blob, name } = await exportReplay({
        ...{ names, view, ...this.range, format: this.format },
        picture: this.options.newPicture(),
        onProgress: (share) => this.say(share),
        signal: giveUp.signal,
      });
      if (!giveUp.signal.aborted) this.showFile(new File([blob], name, { type: blob.type }));
    } catch (error) {
      if (giveUp.signal.aborted) return;
      console.warn(error);
      this.change();
      setText(this.hint, exportText("failed"));
    }
  }

  private showProgress(): void {
    const cancel = h("button", { class: "bar outlined", type: "button" }, text("cancel"));
    cancel.addEventListener("click", () => {
      this.change();
      this.below.querySelector("button")?.focus();
    });
    this.below.replaceChildren(this.progress, h("div", { class: "ways" }, cancel));
    this.say(0);
    cancel.focus();
  }

  private say(share: number): void {
    this.progress.value = share;
    setAttribute(this.progress, "aria-label", exportText("making", { n: Math.floor(100 * share) }));
  }

  private showFile(file: File): void {
    this.address = URL.createObjectURL(file);
    const canShare = navigator.canShare?.({ files: [file] }) ?? false;
    const share = h("button", { class: "bar lit", type: "button" }, exportText("shareFile"));
    share.hidden = !canShare;
    // Whoever closes the sheet has changed their mind.
    share.addEventListener("click", () => {
      navigator.share({ files: [file] }).catch(() => undefined);
    });
    const look = canShare ? "bar outlined" : "bar lit";
    const link = { class: look, href: this.address, download: file.name };
    const save = h("a", link, exportText("saveFile"));
    this.below.replaceChildren(this.preview(), h("div", { class: "ways" }, share, save));
    (canShare ? share : save).focus();
  }

  private preview(): HTMLElement {
    const { width, height } = SIZES[this.format];
    const look = { class: "preview", src: this.address, width, height };
    if (this.format === "gif") return h("img", { ...look, alt: exportText("gifName") });
    return h("video", { ...look, controls: true, loop: true, muted: true, playsInline: true });
  }
}
