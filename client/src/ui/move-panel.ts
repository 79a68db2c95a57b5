/** A code for another device: as letters, as a link and as a picture, for five minutes. */
import type { MoveCode } from "@quickpong/shared/protocol/players.ts";
import { h, setText } from "../platform/dom.ts";
import { addressOf } from "../routing/routes.ts";
import { askMoveCode } from "../session/players-api.ts";
import { loadCopyButton, loadPanel, loadQrCode } from "./overlay-modules.ts";
import { countdownText, groupsOf } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { text } from "./texts.ts";

/** Opens it with a new code; resolves to what closes it. */
export async function openMovePanel(onClosed: () => void): Promise<() => void> {
  const [{ openPanel }, picture] = await Promise.all([loadPanel(), loadPicture()]);
  const handover = new Handover(picture);
  return openPanel({
    title: () => playerText("move"),
    content: () => [handover.element],
    onClosed() {
      handover.stop();
      onClosed();
    },
  });
}

type Picture = (link: string) => HTMLElement[];

async function loadPicture(): Promise<Picture> {
  const modules = await Promise.all([loadQrCode(), loadCopyButton()]);
  const [{ createQrCode }, { createCopyButton }] = modules;
  return (link) => [
    createQrCode(link, playerText("moveCode")),
    createCopyButton(link, "bar outlined"),
  ];
}

/** One code after another, each until it is over. */
class Handover {
  readonly element = h("div", { class: "handover" });
  private readonly picture: Picture;
  private timer = 0;
  private stopped = false;

  constructor(picture: Picture) {
    this.picture = picture;
    void this.renew();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    this.element.replaceChildren(h("p", { role: "status" }, text("connecting")));
    const answer = await askMoveCode();
    if (this.stopped) return;
    if (answer.ok) this.show(answer.value);
    else this.end(playerText(answer.why === "often" ? "often" : "wentWrong"));
  }

  private show({ code, expiresIn }: MoveCode): void {
    const until = performance.now() + expiresIn * 1000;
    const left = h("p", { class: "soft", role: "timer" });
    const tick = () => {
      const seconds = (until - performance.now()) / 1000;
      if (seconds <= 0) return this.end(playerText("moveOver"));
      setText(left, playerText("moveLeft", { time: countdownText(seconds) }));
    };
    const at = (code: string) => new URL(addressOf({ page: "move", code }), location.href);
    const { host, pathname } = at("");
    this.element.replaceChildren(
      h("p", {}, playerText("moveHint", { address: host + pathname })),
      h("p", { class: "code", translate: "no" }, groupsOf(code)),
      left,
      ...this.picture(at(code).href),
    );
    this.timer = window.setInterval(tick, 500);
    tick();
  }

  private end(message: string): void {
    clearInterval(this.timer);
    const again = h("button", { class: "bar lit", type: "button" }, playerText("newCode"));
    again.addEventListener("click", () => void this.renew());
    this.element.replaceChildren(h("p", { role: "status" }, message), again);
  }
}
