import type { ExportTable } from "./table.ts";

export const ru: ExportTable = {
  exportTitle: "Видео или GIF",
  fileKind: "Вид файла",
  gifName: "GIF, живая картинка",
  videoName: "{kind}, видео",
  from: "С",
  to: "По",
  length: "{n} с",
  onlySoLong: "В таком файле не больше {n} с.",
  make: "Создать файл",
  making: "Готово: {n} %",
  saveFile: "Сохранить файл",
  shareFile: "Поделиться файлом",
  failed: "Этот браузер не смог его создать. Попробуйте другой вид файла.",
};
