/** English texts for making a file of a replay; the other languages have the same keys. */
export const en = {
  exportTitle: "A video or a GIF",
  fileKind: "Kind of file",
  gifName: "GIF, moving picture",
  videoName: "{kind}, video",
  from: "From",
  to: "To",
  length: "{n} s",
  onlySoLong: "A file of this kind has {n} s at most.",
  make: "Make the file",
  making: "{n} % done",
  saveFile: "Save the file",
  shareFile: "Share the file",
  failed: "This browser could not make it. Try another kind of file.",
} as const satisfies Record<string, string>;
