/**
 * Leaves out what the Colyseus SDK brings and we never use: WebTransport, which is taken only when
 * asked for by name, and its way to send inputs, which begins only when a room of the server defines
 * one. Both can't be shaken off, because they are made where they might be needed.
 */
import type { Plugin } from "vite";

/** In place of the SDK's modules, by their paths in it. */
const STUBS: Readonly<Record<string, string>> = {
  "transport/H3Transport.mjs": "export class H3TransportTransport {}",
  "input/RoomInput.mjs": `export class RoomInput {
    applyReflection() {}
    applyOptions() {}
    ackInput() { return -1; }
    reset() {}
  }`,
};
const OF_THE_SDK = /@colyseus\/sdk\/build\/(\w+\/\w+\.mjs)$/;

/** A Vite plugin for the production build. */
export function leanSdk(): Plugin {
  return {
    name: "lean-sdk",
    apply: "build",
    load: (id) => STUBS[OF_THE_SDK.exec(id)?.[1] ?? ""] ?? null,
  };
}
