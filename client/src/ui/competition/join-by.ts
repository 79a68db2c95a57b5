/** How others join: the code, the link and its picture, and the projector's screen. */
import { showCode } from "@quickpong/shared/protocol/invite-code.ts";
import { h } from "../../platform/dom.ts";
import { addressOf, type Route } from "../../routing/routes.ts";
import { competitionText } from "../competition-texts.ts";
import { createCopyButton } from "../copy-button.ts";
import { more } from "../more-texts.ts";
import { createQrCode } from "../qr-code.ts";
import { text } from "../texts.ts";

/** Builds it for a competition at `route`. */
export function createJoinBy(route: Route & { code: string }): HTMLElement {
  const { code } = route;
  const link = new URL(addressOf(route), location.href).href;
  const share = h("button", { class: "small", type: "button" }, more("share"));
  share.hidden = typeof navigator.share !== "function";
  share.addEventListener("click", () => {
    // A player who closes the sheet has changed their mind.
    navigator.share({ title: text("title"), url: link }).catch(() => undefined);
  });
  return h(
    "section",
    { class: "join-by" },
    h("h2", {}, competitionText("joinHow")),
    h("p", { class: "code", translate: "no", "aria-label": more("roomCode") }, showCode(code)),
    createQrCode(link, more("qrLabel")),
    h("p", { class: "link soft", translate: "no" }, link.replace(/^https?:\/\//, "")),
    h("p", { class: "row" }, createCopyButton(link, "small"), share),
    // In a tab of its own: whoever leaves this one is absent.
    h(
      "a",
      { href: addressOf({ page: "screen", code }), target: "_blank", rel: "noopener" },
      competitionText("screen"),
    ),
  );
}
