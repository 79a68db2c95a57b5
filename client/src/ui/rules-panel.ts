/** Other rules for a room that is there: the same form as before it was made, in a sheet. */

import type { InviteRules } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { h } from "../platform/dom.ts";
import type { RulesChoice } from "../settings/rules-choice.ts";
import { more } from "./more-texts.ts";
import { loadPanel } from "./overlay-modules.ts";
import { createRulesForm } from "./rules-form.ts";

/** Opens it; `onChosen` gets what was chosen. Resolves with what closes it; rejects when it can't be fetched. */
export async function openRulesPanel(
  watch: boolean,
  onChosen: (wish: InviteRules) => void,
): Promise<() => void> {
  const { openPanel } = await loadPanel();
  const rules = createRulesForm();
  const choose = () => {
    close();
    onChosen(wishOf(rules.chosen(), watch));
  };
  const ok = h("button", { class: "bar lit", type: "button", onclick: choose });
  const close = openPanel({
    title: () => more("chooseAgain"),
    content() {
      ok.replaceChildren(more("rulesDone"));
      return [h("div", { class: "stack" }, rules.element, ok)];
    },
    onClosed: () => rules.stop(),
  });
  return close;
}

/** What is asked of the server. */
export function wishOf({ preset, pointsToWin, own }: RulesChoice, watch: boolean): InviteRules {
  const wish = { pointsToWin, pace: DEFAULT_RULES.pace, watch };
  return preset === "own" ? { ...wish, own: { ...own, pointsToWin } } : { ...wish, preset };
}
