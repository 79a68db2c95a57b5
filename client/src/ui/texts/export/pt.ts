import type { ExportTable } from "./table.ts";

export const pt: ExportTable = {
  exportTitle: "Um vídeo ou um GIF",
  fileKind: "Tipo de arquivo",
  gifName: "GIF, imagem animada",
  videoName: "{kind}, vídeo",
  from: "De",
  to: "Até",
  length: "{n} s",
  onlySoLong: "Um arquivo deste tipo tem no máximo {n} s.",
  make: "Criar o arquivo",
  making: "{n} % pronto",
  saveFile: "Salvar o arquivo",
  shareFile: "Compartilhar o arquivo",
  failed: "Este navegador não conseguiu criá-lo. Tente outro tipo de arquivo.",
};
