/** What the browser remembers of two at one screen. */
import { expect, test } from "vitest";
import { keepTwoHere, loadTwoHere } from "../../src/settings/two-here.ts";

const USUAL = { controls: "keys", name: "Ann" } as const;
const storeOf = (kept: string | null) => () => ({ getItem: () => kept, setItem: () => undefined });

test("the choice is remembered, with both names cleaned", () => {
  let kept = "";
  const store = () => ({
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  });
  keepTwoHere({ controls: "touch", names: [" Ada  ", "Grace"] }, store);
  expect(loadTwoHere(USUAL, Math.random, store)).toEqual({
    controls: "touch",
    names: ["Ada", "Grace"],
  });
});

test.each([null, "no JSON", "null", '{"controls":"mice","names":3}', '{"names":["",null]}'])(
  "of %s nothing is taken: the usual, and another name for the second player",
  (kept) => {
    const { controls, names } = loadTwoHere(USUAL, () => 0, storeOf(kept));
    expect([controls, names[0]]).toEqual(["keys", "Ann"]);
    expect(names[1]).not.toBe("");
  },
);

test("the made-up name is not the one that is taken", () => {
  const first = loadTwoHere(USUAL, () => 0, storeOf(null)).names[1];
  const { names } = loadTwoHere({ ...USUAL, name: first }, () => 0, storeOf(null));
  expect(names[1]).not.toBe(first);
});

test("storage that is switched off keeps nothing from working", () => {
  const off = () => {
    throw new Error("off");
  };
  expect(() => keepTwoHere({ controls: "keys", names: ["A", "B"] }, off)).not.toThrow();
  expect(loadTwoHere(USUAL, Math.random, off).names[0]).toBe("Ann");
});
