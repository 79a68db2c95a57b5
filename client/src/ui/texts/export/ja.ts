import type { ExportTable } from "./table.ts";

export const ja: ExportTable = {
  exportTitle: "動画か GIF",
  fileKind: "ファイルの種類",
  gifName: "GIF（動く画像）",
  videoName: "{kind}（動画）",
  from: "開始",
  to: "終了",
  length: "{n} 秒",
  onlySoLong: "この種類のファイルは最長 {n} 秒です。",
  make: "ファイルを作る",
  making: "{n} % 完了",
  saveFile: "ファイルを保存",
  shareFile: "ファイルを共有",
  failed: "このブラウザでは作れませんでした。別の種類を試してください。",
};
