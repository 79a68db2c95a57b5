/** Asks the server for what a page shows; what is refused is said, with a way to ask again. */
import type { AppContext } from "../app-context.ts";
import type { Answer, Refusal } from "../session/players-api.ts";
import { createLoading, createNotice } from "../ui/notice.ts";
import { playerText } from "../ui/player-texts.ts";
import { text } from "../ui/texts.ts";

/** What comes within this time (ms) is not announced. */
const AT_ONCE = 150;

/**
 * Resolves to what was asked for, or to null when it was refused, which is said, or is not `wanted` any
 * more; `again` begins anew.
 */
export async function askFor<T>(
  app: AppContext,
  asked: Promise<Answer<T>>,
  wanted: () => boolean,
  again: () => void,
): Promise<T | null> {
  const home = { label: text("home"), go: () => app.go({ page: "home" }) };
  const showing = setTimeout(() => {
    if (wanted()) app.screen.show(createLoading(text("connecting"), home));
  }, AT_ONCE);
  const answer = await asked;
  clearTimeout(showing);
  if (!wanted()) return null;
  if (answer.ok) return answer.value;
  showRefusal(app, answer.why, again);
  return null;
}

function showRefusal(app: AppContext, why: Refusal, again: () => void): void {
  const [title, message] = wordsOf(why);
  const ways = [
    ...(why === "unknown" ? [] : [{ label: text("tryAgain"), go: again }]),
    { label: text("play"), go: () => app.go({ page: "play" }) },
    { label: text("home"), go: () => app.go({ page: "home" }) },
  ];
  app.screen.show(createNotice(title, message, ways, why === "unknown" ? "empty" : "cut"));
}

function wordsOf(why: Refusal): [title: string, message: string] {
  switch (why) {
    case "unknown":
      return [playerText("unknownTitle"), playerText("unknown")];
    case "often":
      return [playerText("oftenTitle"), playerText("often")];
    case "failing":
      return [playerText("failingTitle"), playerText("failing")];
    case "unreachable":
      return [text("unreachableTitle"), text("unreachable")];
  }
}
