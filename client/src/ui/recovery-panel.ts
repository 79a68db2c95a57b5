/** The recovery code: made when it is asked for, shown once, to be printed. */
import { h, setText } from "../platform/dom.ts";
import { addressOf } from "../routing/routes.ts";
import { askRecoveryCode } from "../session/players-api.ts";
import { loadCopyButton, loadPanel } from "./overlay-modules.ts";
import { groupsOf } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { text } from "./texts.ts";

export interface RecoveryOptions {
  /** There is one, which the new one replaces. */
  has: boolean;
  /** The player's, for the paper. */
  name: string;
  onMade: () => void;
  onClosed: () => void;
}

/** Opens it; resolves to what closes it. */
export async function openRecoveryPanel(options: RecoveryOptions): Promise<() => void> {
  const { has, name, onMade, onClosed } = options;
  const modules = await Promise.all([loadPanel(), loadCopyButton()]);
  const [{ openPanel }, { createCopyButton }] = modules;
  const body = h("div", { class: "handover" });
  const news = h("p", { class: "soft", role: "status" });
  const attributes = { class: "bar lit", type: "button", "data-focus": true };
  const make = h("button", attributes, playerText("makeRecovery"));
  make.addEventListener("click", async () => {
    make.disabled = true;
    const answer = await askRecoveryCode();
    make.disabled = false;
    if (!answer.ok) return setText(news, playerText("wentWrong"));
    const code = answer.value.code.toUpperCase();
    const copy = createCopyButton(code, "bar outlined", playerText("copyCode"));
    body.replaceChildren(...paper(code, name), copy);
    body.querySelector("button")?.focus();
    onMade();
  });
  body.append(h("p", {}, playerText("recoveryHint")));
  if (has) body.append(h("p", {}, playerText("recoveryReplaces")));
  body.append(make, news);
  const title = () => playerText("recovery");
  return openPanel({ kind: "printable", title, content: () => [body], onClosed });
}

/** What is printed, and the button for it. */
function paper(code: string, name: string): HTMLElement[] {
  const { host, pathname } = new URL(addressOf({ page: "move", code: "" }), location.href);
  const print = h("button", { class: "bar lit", type: "button" }, playerText("print"));
  print.addEventListener("click", () => window.print());
  return [
    h("p", {}, `${text("title")} · `, h("bdi", { translate: "no" }, name)),
    h("p", { class: "code long", role: "status", translate: "no" }, groupsOf(code)),
    h("p", {}, playerText("recoveryUse", { address: host + pathname })),
    h("p", { class: "soft" }, playerText("recoveryHint")),
    print,
  ];
}
