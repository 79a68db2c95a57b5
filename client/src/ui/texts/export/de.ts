import type { ExportTable } from "./table.ts";

export const de: ExportTable = {
  exportTitle: "Ein Video oder GIF",
  fileKind: "Art der Datei",
  gifName: "GIF, bewegtes Bild",
  videoName: "{kind}, Video",
  from: "Von",
  to: "Bis",
  length: "{n} s",
  onlySoLong: "Eine Datei dieser Art hat höchstens {n} s.",
  make: "Datei erstellen",
  making: "{n} % fertig",
  saveFile: "Datei sichern",
  shareFile: "Datei teilen",
  failed: "Dieser Browser konnte sie nicht erstellen. Versuche eine andere Art.",
};
