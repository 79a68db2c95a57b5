/** Which pad is whose: they join by a button, and leave when they are unplugged. */
import { expect, test } from "vitest";
import { assignPads, createPressReader } from "../../src/input/pad-places.ts";

const plugged = (...places: number[]) => places.map((place) => ({ place, pressed: false }));
const press = (place: number) => ({ place, pressed: true });

test("pads join by a button, one after the other, each once", () => {
  let places = assignPads([null, null], plugged(0, 1));
  expect(places).toEqual([null, null]);
  places = assignPads(places, [press(1), ...plugged(0)]);
  expect(places).toEqual([1, null]);
  places = assignPads(places, [press(1), ...plugged(0)]);
  expect(places).toEqual([1, null]);
  places = assignPads(places, [...plugged(1), press(0)]);
  expect(places).toEqual([1, 0]);
  // Nothing new is the same object.
  expect(assignPads(places, plugged(0, 1))).toBe(places);
});

test("two that are pressed in the same frame both join", () => {
  expect(assignPads([null, null], [press(2), press(3)])).toEqual([2, 3]);
});

test("one that is unplugged leaves its paddle free for itself, or for another", () => {
  const places = assignPads([1, 0], plugged(0));
  expect(places).toEqual([null, 0]);
  expect(assignPads(places, plugged(0, 1))).toEqual([null, 0]);
  expect(assignPads(places, [...plugged(0), press(1)])).toEqual([1, 0]);
  expect(assignPads(places, [...plugged(0), press(4)])).toEqual([4, 0]);
  // A player who has one does not take a second.
  expect(assignPads(places, [press(0)])).toEqual([null, 0]);
});

test("a button counts when it goes down, not while it is held or stuck", () => {
  const read = createPressReader();
  const pad = (...down: number[]) => ({
    connected: true,
    buttons: Array.from({ length: 4 }, (_, i) => ({ pressed: down.includes(i) })),
  });
  const pressed = (...pads: (ReturnType<typeof pad> | null)[]) =>
    read(pads).map(({ place, pressed }) => [place, pressed]);
  expect(pressed(pad(2))).toEqual([[0, false]]);
  expect(pressed(pad(2, 0))).toEqual([[0, true]]);
  expect(pressed(pad(2, 0))).toEqual([[0, false]]);
  expect(pressed(null, pad(1))).toEqual([[1, false]]);
  expect(pressed(pad(1), pad())).toEqual([
    [0, false],
    [1, false],
  ]);
  expect(pressed(pad(), pad(3))).toEqual([
    [0, false],
    [1, true],
  ]);
});
