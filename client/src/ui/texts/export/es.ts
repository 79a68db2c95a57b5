import type { ExportTable } from "./table.ts";

export const es: ExportTable = {
  exportTitle: "Un vídeo o un GIF",
  fileKind: "Tipo de archivo",
  gifName: "GIF, imagen animada",
  videoName: "{kind}, vídeo",
  from: "Desde",
  to: "Hasta",
  length: "{n} s",
  onlySoLong: "Un archivo de este tipo dura {n} s como máximo.",
  make: "Crear el archivo",
  making: "{n} % hecho",
  saveFile: "Guardar el archivo",
  shareFile: "Compartir el archivo",
  failed: "Este navegador no pudo crearlo. Prueba otro tipo de archivo.",
};
