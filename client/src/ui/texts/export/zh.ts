import type { ExportTable } from "./table.ts";

export const zh: ExportTable = {
  exportTitle: "视频或 GIF",
  fileKind: "文件类型",
  gifName: "GIF 动图",
  videoName: "{kind} 视频",
  from: "开始",
  to: "结束",
  length: "{n} 秒",
  onlySoLong: "此类文件最长 {n} 秒。",
  make: "生成文件",
  making: "已完成 {n} %",
  saveFile: "保存文件",
  shareFile: "分享文件",
  failed: "此浏览器无法生成。请换一种文件类型。",
};
