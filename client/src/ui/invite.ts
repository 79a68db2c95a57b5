/** A private room before its match: its code and link for the friend, and who is here. */
import { showCode } from "@quickpong/shared/protocol/invite-code.ts";
import type { InviteStatus } from "@quickpong/shared/protocol/messages.ts";
import { h, setText } from "../platform/dom.ts";
import { createCopyButton } from "./copy-button.ts";
import { traceIcon } from "./icons.ts";
import { more } from "./more-texts.ts";
import { createQrCode } from "./qr-code.ts";
import { rulesInFull, rulesInShort } from "./rules-form.ts";
import { text } from "./texts.ts";

export interface InviteOptions {
  status: InviteStatus;
  link: string;
  ownName: string;
  onWatch: (allowed: boolean) => void;
  onRules: () => void;
  onWarmUp: () => void;
  onLeave: () => void;
}

export interface InviteScreen {
  element: HTMLElement;
  update(status: InviteStatus): void;
  /** Called about once a second: writes anew what time has changed. */
  tick(): void;
  setLost(lost: boolean): void;
}

/** In ms. */
const MINUTE = 60_000;

/** Builds the host's screen or the guest's. */
export function createInvite(options: InviteOptions): InviteScreen {
  return options.status.role === "host" ? hostScreen(options) : guestScreen(options);
}

function hostScreen(options: InviteOptions): InviteScreen {
  const { status, link, onWatch } = options;
  const heading = h("h1", {}, more("roomWaiting"));
  const facts = h("p", { class: "soft" });
  const watch = h("input", { type: "checkbox", checked: status.watch });
  watch.addEventListener("change", () => onWatch(watch.checked));
  const ownHalf = h(
    "div",
    { class: "half own" },
    h("div", { role: "status" }, heading),
    facts,
    h("label", { class: "check" }, watch, more("mayWatch")),
    h("div", { class: "ways" }, ...sharing(link, status.code)),
    hostButtons(options),
  );
  const rules = rulesInShort(status.rules);
  let closesAt = 0;
  const tick = () => {
    const minutes = Math.max(1, Math.round((closesAt - performance.now()) / MINUTE));
    setText(facts, `${rules} · ${more("roomOpenFor", { n: minutes })}`);
  };
  const update = (now: InviteStatus) => {
    watch.checked = now.watch;
    closesAt = performance.now() + now.expiresIn * 1000;
    tick();
  };
  update(status);
  const setLost = (lost: boolean) =>
    setText(heading, lost ? text("connecting") : more("roomWaiting"));
  const element = h("section", { class: "halves invite" }, ownHalf, codeHalf(status.code, link));
  return { element, update, tick, setLost };
}

/** What a host can do meanwhile. */
function hostButtons({ onRules, onWarmUp, onLeave }: InviteOptions): HTMLElement {
  const button = (onclick: () => void, label: string) =>
    h("button", { class: "small", type: "button", onclick }, label);
  const warmUp = button(onWarmUp, text("warmUp"));
  return h(
    "p",
    { class: "row" },
    warmUp,
    button(onRules, more("chooseAgain")),
    leaveButton(onLeave),
  );
}

/** The half for the friend: the code, the link and its picture. */
function codeHalf(code: string, link: string): HTMLElement {
  const label = { class: "code", translate: "no", "aria-label": more("roomCode") };
  return h(
    "div",
    { class: "half opponent" },
    h("p", label, showCode(code)),
    h("p", { class: "link", translate: "no" }, link.replace(/^https?:\/\//, "")),
    createQrCode(link, more("qrLabel")),
  );
}

function guestScreen({ status, onLeave }: InviteOptions): InviteScreen {
  const name = status.host;
  const heading = h("h1", {}, more("hostAway", { name }));
  const rules = h("p", { class: "soft" });
  const update = (now: InviteStatus) => setText(rules, rulesInFull(now.rules));
  update(status);
  const element = h(
    "section",
    { class: "halves invite notice" },
    h(
      "div",
      { class: "half own" },
      h("div", { role: "status" }, heading),
      h("p", {}, more("hostAwayText", { name })),
      rules,
      leaveButton(onLeave),
    ),
    h("div", { class: "half opponent" }, h("div", { class: "mark moving" }, traceIcon())),
  );
  const setLost = (lost: boolean) =>
    setText(heading, lost ? text("connecting") : more("hostAway", { name }));
  return { element, update, tick: () => undefined, setLost };
}

const leaveButton = (onLeave: () => void): HTMLElement =>
  h("button", { class: "small", type: "button", onclick: onLeave }, text("cancel"));

function sharing(link: string, code: string): HTMLElement[] {
  const copy = createCopyButton(link, "bar lit");
  copy.setAttribute("data-focus", "");
  const share = h("button", { class: "bar outlined", type: "button" }, more("share"));
  share.hidden = typeof navigator.share !== "function";
  share.addEventListener("click", () => {
    const message = {
      title: text("title"),
      text: more("shareText", { code: showCode(code) }),
      url: link,
    };
    // A player who closes the sheet has changed their mind.
    navigator.share(message).catch(() => undefined);
  });
  return [copy, share];
}
