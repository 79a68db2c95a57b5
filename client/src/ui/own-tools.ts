/** Below the own matches: devices, the way to another one, and what is stored. */
import type { Device, Devices } from "@quickpong/shared/protocol/players.ts";
import { h, setText } from "../platform/dom.ts";
import type { Route } from "../routing/routes.ts";
import { dayText } from "./player-format.ts";
import { playerText } from "./player-texts.ts";
import { routeLink } from "./route-link.ts";
import { currentLanguage, text } from "./texts.ts";

export interface OwnToolsOptions {
  go: (route: Route) => void;
  onMove: () => void;
  /** `has`: there is a recovery code, which a new one would replace. */
  onRecovery: (has: boolean) => void;
  onSignOut: (device: Device) => void;
  /** Where everything that is stored is to be had as a file. */
  exportAddress: string;
  onDelete: () => void;
}

export interface OwnTools {
  element: HTMLElement;
  /** Null when they can't be had. */
  setDevices(devices: Devices | null): void;
  /** Says what has become of something. */
  say(message: string): void;
}

const button = (label: string, onclick: () => void): HTMLButtonElement =>
  h("button", { class: "small", type: "button", onclick }, label);

/** Builds it. */
export function createOwnTools(options: OwnToolsOptions): OwnTools {
  let hasRecovery = false;
  const list = h("ul", { class: "devices" });
  const news = h("p", { class: "soft", role: "status" });
  const devices = part(
    playerText("devices"),
    list,
    buttons(
      button(playerText("move"), options.onMove),
      button(playerText("recovery"), () => options.onRecovery(hasRecovery)),
    ),
  );
  const data = part(playerText("data"), ownData(options), news);
  return {
    element: h("div", { class: "columns" }, devices, data),
    say: (message) => setText(news, message),
    setDevices(devices) {
      hasRecovery = devices?.hasRecoveryCode ?? false;
      const all = devices?.devices ?? [];
      list.replaceChildren(...all.map((device) => rowOf(device, options.onSignOut)));
      if (!devices) list.append(h("li", { class: "soft" }, playerText("wentWrong")));
    },
  };
}

const part = (title: string, ...children: HTMLElement[]): HTMLElement =>
  h("section", {}, h("h2", {}, title), ...children);

const buttons = (...children: HTMLElement[]): HTMLElement =>
  h("div", { class: "buttons" }, ...children);

function ownData({ exportAddress, go, onDelete }: OwnToolsOptions): HTMLElement {
  const file = { class: "small", href: exportAddress, download: "quickpong.json" };
  return buttons(
    h("a", file, playerText("exportData")),
    button(playerText("deleteAll"), onDelete),
    routeLink({ page: "privacy" }, go, {}, text("privacy")),
  );
}

function rowOf(device: Device, onSignOut: (device: Device) => void): HTMLElement {
  const day = dayText(device.lastUsed, Date.now(), currentLanguage());
  const used = device.current ? playerText("thisDevice") : playerText("lastUsed", { day });
  const out = button(playerText("signOut"), () => onSignOut(device));
  out.setAttribute("aria-label", `${playerText("signOut")}: ${device.label}`);
  return h("li", {}, h("span", {}, device.label, h("small", { class: "soft" }, used)), out);
}
