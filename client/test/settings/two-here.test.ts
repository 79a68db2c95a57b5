/** What the browser remembers of two at one screen. */
import { expect, test } from "vitest";
import { keepTwoHere, loadTwoHere } from "../../src/settings/two-here.ts";
import { settingsIn, settingsNowhere } from "../support/memory-storage.ts";

const USUAL = { controls: "keys", name: "Ann" } as const;
const storing = (choice: string) => settingsIn({ "quickpong.settings": `{"twoHere":${choice}}` });

test("the choice is remembered, with both names cleaned", () => {
  const storage = settingsIn();
  keepTwoHere({ controls: "touch", names: [" Ada  ", "Grace"] }, storage);
  expect(loadTwoHere(USUAL, Math.random, storage)).toEqual({
    controls: "touch",
    names: ["Ada", "Grace"],
  });
});

test.each(["no JSON", "null", '{"controls":"mice","names":3}', '{"names":["",null]}'])(
  "of %s nothing is taken: the usual, and another name for the second player",
  (kept) => {
    const { controls, names } = loadTwoHere(USUAL, () => 0, storing(kept));
    expect([controls, names[0]]).toEqual(["keys", "Ann"]);
    expect(names[1]).not.toBe("");
  },
);

test("the made-up name is not the one that is taken", () => {
  const first = loadTwoHere(USUAL, () => 0, settingsIn()).names[1];
  const { names } = loadTwoHere({ ...USUAL, name: first }, () => 0, settingsIn());
  expect(names[1]).not.toBe(first);
});

test("storage that is switched off keeps nothing from working", () => {
  const off = settingsNowhere();
  expect(() => keepTwoHere({ controls: "keys", names: ["A", "B"] }, off)).not.toThrow();
  expect(loadTwoHere(USUAL, Math.random, off).names[0]).toBe("Ann");
});
