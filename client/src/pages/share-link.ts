/** Hands a link on: by the system's sheet on phones, else into the clipboard. */
import { copyText } from "../ui/copy-button.ts";

/** - shared: the sheet has it. - copied. - nothing: whoever closed the sheet has changed their mind. */
export type ShareOutcome = "shared" | "copied" | "nothing";

/** A sheet on a desktop is one more window in the way. */
const byHand = (): boolean => matchMedia("(pointer: coarse)").matches;

export async function shareLink(url: string, title: string): Promise<ShareOutcome> {
  if (byHand() && typeof navigator.share === "function") {
    try {
      await navigator.share({ url, title });
      return "shared";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "nothing";
    }
  }
  await copyText(url);
  return "copied";
}
