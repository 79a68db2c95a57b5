/** The strip above the court: who plays, how good the lines are, sound, leave; and the warnings. */
import { IDLE_SERVES_WARNED } from "@quickpong/shared/court.ts";
import type { Connection, PlayerView, ViewFrame, Who } from "../net/view-frame.ts";
import { h, setText } from "./dom.ts";
import { leaveIcon } from "./icons.ts";
import { type TextKey, text } from "./texts.ts";

export interface HudOptions {
  soundButton: HTMLElement;
  onLeave: () => void;
  onClaim: () => void;
}

export interface Hud {
  element: HTMLElement;
  update(frame: ViewFrame): void;
}

const CONNECTION_TEXT: Record<Connection, TextKey> = {
  good: "connectionGood",
  fair: "connectionFair",
  poor: "connectionPoor",
  lost: "connectionLost",
};

/** Builds the strip. */
export function createHud({ soundButton, onLeave, onClaim }: HudOptions): Hud {
  const own = createPlate("own");
  const opponent = createPlate("opponent");
  const warning = createWarning(onClaim);
  const leave = h(
    "button",
    { class: "icon", type: "button", onclick: onLeave, "aria-label": text("leave") },
    leaveIcon(),
  );
  const element = h(
    "div",
    { class: "hud" },
    own.element,
    h("div", { class: "tools" }, soundButton, leave),
    opponent.element,
    warning.element,
  );
  return {
    element,
    update(frame) {
      const online = frame.opponent.bot === "";
      own.update(frame.own, online);
      opponent.update(frame.opponent, online);
      warning.update(frame);
    },
  };
}

function createPlate(who: Who) {
  const name = h("span", { class: "name" });
  const wins = h("span", { class: "wins" });
  const mark = h("span", { class: "line-quality", role: "img" }, h("i"), h("i"), h("i"));
  const rtt = h("span", { class: "rtt" });
  const element = h(
    "div",
    { class: `plate ${who}` },
    name,
    h("span", { class: "marks" }, wins, mark, rtt),
  );
  return {
    element,
    update(player: PlayerView, online: boolean) {
      setText(name, nameOf(player));
      setText(wins, player.wins > 0 ? "●".repeat(Math.min(5, player.wins)) : "");
      mark.hidden = !online;
      mark.dataset["quality"] = player.connection;
      mark.setAttribute("aria-label", text(CONNECTION_TEXT[player.connection]));
      const shown = online && player.rtt > 0;
      setText(rtt, shown ? text("milliseconds", { n: Math.round(player.rtt / 5) * 5 }) : "");
    },
  };
}

/** A person's name, or the machine's with its level. */
export function nameOf(player: PlayerView): string {
  if (player.bot === "") return player.name;
  const key = `level_${player.bot}`;
  const levels: readonly string[] = ["level_beginner", "level_club", "level_pro"];
  const level = levels.includes(key) ? text(key as TextKey) : player.bot;
  return `${text("machine")} · ${level}`;
}

function createWarning(onClaim: () => void) {
  const message = h("p", { role: "status" });
  const claim = h("button", { class: "small", type: "button", onclick: onClaim }, text("claim"));
  const element = h("div", { class: "warning", hidden: true }, message, claim);
  return {
    element,
    update(frame: ViewFrame) {
      const warning = warningOf(frame);
      element.hidden = warning === "";
      claim.hidden = !frame.mayClaim;
      setText(message, warning);
    },
  };
}

function warningOf(frame: ViewFrame): string {
  if (frame.phase === "finished" || frame.watching) return "";
  if (frame.own.connection === "lost") return text("reconnecting");
  const started = frame.own.score + frame.opponent.score > 0 || frame.phase !== "waiting";
  const { name } = frame.opponent;
  if (!frame.opponent.present && started) return text("opponentGone", { name });
  if (frame.own.idleServes >= IDLE_SERVES_WARNED) return text("idle");
  if (frame.opponent.away) return text("opponentAway", { name });
  return "";
}
