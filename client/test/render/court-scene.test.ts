/** The whole picture: what the layers draw in court units, where it is on the screen. */
import { describe, expect, it, vi } from "vitest";
import { type CourtTransform, toScreen } from "../../src/layout/court-transform.ts";
import { CourtScene } from "../../src/render/court-scene.ts";
import { type FakeScene, NIGHT, stubCanvas } from "../support/fake-scene.ts";
import { ball, frameOf, player } from "../support/stage.ts";

vi.mock("phaser", async () => {
  const { FakeScene } = await import("../support/fake-scene.ts");
  return { default: { Scene: FakeScene } };
});

const LYING: CourtTransform = { x: 480, y: 320, scale: 0.5, upright: false, facing: false };
const UPRIGHT: CourtTransform = { x: 200, y: 410, scale: 0.4, upright: true, facing: false };

/** A picture on a fake scene, placed first elsewhere and then there. */
function pictured(fit: CourtTransform, ratio: number) {
  stubCanvas();
  const scene = new CourtScene(NIGHT, false);
  scene.create();
  const { made } = scene as unknown as FakeScene;
  const [court] = made;
  if (!court) throw new Error("The scene has made nothing.");
  scene.begin(true);
  scene.place({ x: 1, y: 2, scale: 3, upright: !fit.upright, facing: false }, 1);
  scene.place(fit, ratio);
  const [own, opponent] = [player({ y: 120, score: 2 }), player({ y: -210, score: 5 })];
  scene.show(frameOf({ phase: "countdown", own, opponent }), 2000);
  scene.show(frameOf({ phase: "rally", own, opponent, ball: ball(300, -77, 10, 3) }), 0);
  const drawn = (what: (key: string, text: string) => boolean) => {
    const found = made.filter(({ shown, texture, text }) => shown && what(texture.key, text));
    expect(found.length).toBe(1);
    return court.onScreen(found[0] as (typeof found)[number]);
  };
  return { court, made, drawn };
}

describe.each([
  ["lying", LYING, 0],
  ["upright", UPRIGHT, -Math.PI / 2],
] as const)("a court that is %s", (_, fit, turn) => {
  it.each([1, 2])("has everything at its place with %d device pixels to the CSS pixel", (ratio) => {
    const { court, made, drawn } = pictured(fit, ratio);
    const scale = fit.scale * ratio;
    const at = (x: number, y: number) => {
      const place = toScreen(fit, x, y);
      return { x: expect.closeTo(place.x * ratio, 6), y: expect.closeTo(place.y * ratio, 6) };
    };
    const sized = (width: number, height: number) => ({
      width: expect.closeTo(width * scale, -0.3),
      height: expect.closeTo(height * scale, -0.3),
    });
    expect(court.children.length).toBe(made.length - 1);
    const glow = drawn((key) => key.startsWith("glow"));
    expect(glow).toEqual({ ...at(300, -77), ...sized(112, 112), turn });
    const own = drawn((key) => key === "paddle160-own");
    expect(own).toEqual({ ...at(-761, 120), ...sized(106, 248), turn });
    const opponent = drawn((key) => key === "paddle160-opponent");
    expect(opponent).toEqual({ ...at(761, -210), ...sized(106, 248), turn });
    // Numbers stand upright, whichever way the court lies.
    expect(drawn((_, text) => text === "2")).toMatchObject({ ...at(-360, 0), turn: 0 });
    expect(drawn((_, text) => text === "5")).toMatchObject({ ...at(360, 0), turn: 0 });
  });
});

it("draws the ball over everything else", () => {
  const { court } = pictured(LYING, 1);
  expect(court.children.at(-1)?.texture.key).toMatch(/^glow/);
});
