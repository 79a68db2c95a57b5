/** One render layer on a fake scene, and frames to show it. */
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import type { MatchEvent, PlayerView, ViewFrame } from "../../src/net/view-frame.ts";
import type { Layer, LayerContext } from "../../src/render/layers/layer.ts";
import { prerenderTextures } from "../../src/render/textures/prerender-textures.ts";
import {
  asContainer,
  asScene,
  type FakeObject,
  FakeScene,
  NIGHT,
  stubCanvas,
} from "./fake-scene.ts";

/** One frame at 60 a second (ms). */
export const FRAME_MS = 1000 / 60;

export interface StageOptions {
  upright?: boolean;
  facing?: boolean;
  calm?: boolean;
  /** Device pixels per court unit. */
  density?: number;
}

export interface Stage<L extends Layer> {
  layer: L;
  scene: FakeScene;
  /** What holds everything that is in court units. */
  court: FakeObject;
  /** Shows a frame, `delta` ms after the one before. */
  show(frame: Partial<ViewFrame>, delta?: number): void;
}

/** Makes a layer and places it as the scene does: made on textures of density 1, then baked anew. */
export function onStage<L extends Layer>(
  make: (context: LayerContext) => L,
  { upright = false, facing = false, calm = false, density = 1 }: StageOptions = {},
): Stage<L> {
  stubCanvas();
  const scene = new FakeScene();
  prerenderTextures(asScene(scene), NIGHT, 1);
  const court = scene.add.container(0, 0);
  const layer = make({ scene: asScene(scene), court: asContainer(court), palette: NIGHT, calm });
  prerenderTextures(asScene(scene), NIGHT, density);
  court.setPosition(480, 300).setScale(density);
  layer.place({ x: 480, y: 300, scale: density, upright, facing }, 1 / density);
  return {
    layer,
    scene,
    court,
    show: (frame, delta = FRAME_MS) => layer.show(frameOf(frame), delta),
  };
}

const PLAYER: PlayerView = {
  name: "",
  bot: "",
  y: 0,
  length: CLASSIC_RULES.paddleLength,
  score: 0,
  wins: 0,
  present: true,
  away: false,
  wantsRematch: false,
  idleServes: 0,
  rating: 0,
  provisional: false,
  connection: "good",
  rtt: 0,
};

/** A player as drawn. */
export const player = (differs: Partial<PlayerView> = {}): PlayerView => ({
  ...PLAYER,
  ...differs,
});

/** A ball as drawn. */
export const ball = (x: number, y: number, vx = 0, vy = 0) => ({ x, y, vx, vy, stalled: false });

/** A frame of a rally by the classic rules, without a ball. */
export const frameOf = (differs: Partial<ViewFrame> = {}): ViewFrame => ({
  now: 0,
  phase: "rally",
  serveIn: 0,
  phaseLeft: 0,
  triesLeft: 0,
  ball: null,
  own: player(),
  opponent: player(),
  pointsToWin: 7,
  rules: CLASSIC_RULES,
  watchers: 0,
  watchable: true,
  rally: 0,
  outcome: null,
  saved: null,
  mayClaim: false,
  watching: false,
  ghost: null,
  events: [],
  ...differs,
});

type Of<T extends MatchEvent["type"]> = Extract<MatchEvent, { type: T }>;

/** Events with what a test does not say filled in. */
export const hit = (differs: Partial<Of<"hit">> = {}): MatchEvent => ({
  type: "hit",
  by: "own",
  y: 0,
  gap: 0,
  speed: 13,
  hits: 1,
  ...differs,
});
export const wall = (x: number, y: number): MatchEvent => ({ type: "wall", x, y, speed: 13 });
export const goal = (differs: Partial<Of<"goal">> = {}): MatchEvent => ({
  type: "goal",
  by: "own",
  x: 800,
  y: 0,
  speed: 13,
  ...differs,
});
export const serve: MatchEvent = { type: "serve", toward: "own" };
