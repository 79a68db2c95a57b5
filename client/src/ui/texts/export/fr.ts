import type { ExportTable } from "./table.ts";

export const fr: ExportTable = {
  exportTitle: "Une vidéo ou un GIF",
  fileKind: "Type de fichier",
  gifName: "GIF, image animée",
  videoName: "{kind}, vidéo",
  from: "De",
  to: "À",
  length: "{n} s",
  onlySoLong: "Un fichier de ce type dure {n} s au plus.",
  make: "Créer le fichier",
  making: "{n} % faits",
  saveFile: "Enregistrer le fichier",
  shareFile: "Partager le fichier",
  failed: "Ce navigateur n’a pas pu le créer. Essaie un autre type de fichier.",
};
