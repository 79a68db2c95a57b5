/** The field in which a player's name is typed. */
import { NAME_MAX } from "@quickpong/shared/protocol/name.ts";
import { h } from "../platform/dom.ts";

/** Builds it, with this name in it; its label is for "nickname". */
export const createNameInput = (value: string): HTMLInputElement =>
  h("input", {
    id: "nickname",
    name: "nickname",
    value,
    dir: "auto",
    maxlength: NAME_MAX,
    autocomplete: "nickname",
    autocapitalize: "words",
    spellcheck: "false",
    enterkeyhint: "go",
  });
