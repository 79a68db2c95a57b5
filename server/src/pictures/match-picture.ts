/** The picture of a recorded match for previews of links: its longest rally on the court at night, and the score. Pure. */
import {
  BALL_RADIUS,
  COURT_HALF_HEIGHT,
  COURT_HALF_WIDTH,
  SIDES,
  type Side,
} from "@quickpong/shared/court.ts";
import type { AnyRecording } from "@quickpong/shared/replay.ts";
import { widthOf, writeText } from "./letters.ts";
import { type Floor, indexColours, indexFloor } from "./palette.ts";
import { encodePng } from "./png.ts";
import { longestRally, type Meeting, type Piece, paddleX, type RallyLines } from "./rally-lines.ts";
import { type Colour, colour, dimmed, Raster } from "./raster.ts";
import { coverLine, crisp, type Line, profileOf, shineLine } from "./strokes.ts";

/** As previews of links are shown (px). */
export const WIDTH = 1200;
export const HEIGHT = 630;

/** The night theme's (client/src/theme/themes.ts); a test holds them together. */
export const NIGHT = {
  ground: "#0a2226",
  surface: "#0e2f34",
  floodlight: "#17474c",
  line: "#6b9c9c",
  own: "#ffb454",
  opponent: "#a9dcf5",
  ownTrace: "#ff9526",
  opponentTrace: "#7cc4ee",
  ball: "#fffdf6",
};
const [GROUND, SURFACE, FLOODLIGHT] = [NIGHT.ground, NIGHT.surface, NIGHT.floodlight].map((hex) =>
  colour(hex),
) as [Colour, Colour, Colour];
const LINE = colour(NIGHT.line);
const BALL = colour(NIGHT.ball);
/** By side: the left one is the warm one, as for watchers. */
const LAMPS = [colour(NIGHT.own), colour(NIGHT.opponent)] as const;
const TRACES = [colour(NIGHT.ownTrace), colour(NIGHT.opponentTrace)] as const;

/** Where the court is: px per u, and its middle. */
const SCALE = 0.6;
const [MIDDLE_X, MIDDLE_Y] = [WIDTH / 2, 302];
const px = (x: number): number => MIDDLE_X + x * SCALE;
const py = (y: number): number => MIDDLE_Y + y * SCALE;
const toLine = ({ fromX, fromY, toX, toY }: Line): Line => ({
  ...{ fromX: px(fromX), fromY: py(fromY) },
  ...{ toX: px(toX), toY: py(toY) },
});

/** A thin bright core in a soft light. */
const LIGHT = profileOf(
  13,
  (d) => 0.78 * Math.min(1, Math.max(0, 2 - d)) + 0.14 * Math.exp(-((d / 5.5) ** 2)),
);
const HALO = profileOf(40, (d) => 0.3 * Math.exp(-((d / 16) ** 2)));
/** The oldest line has this much of the newest one's light; each hit leaves this share. */
const OLDEST = 0.14;
const FADING = 0.9;
const age = (flight: number, flights: number): number =>
  OLDEST + (1 - OLDEST) * FADING ** (flights - 1 - flight);

const PADDLE_THICKNESS = 16;
const PADDLE = crisp(PADDLE_THICKNESS * SCALE);
const BALL_SPOT = crisp(2 * BALL_RADIUS * SCALE);
const [WALL, NET] = [0.75, 0.5].map((share) => crisp(1.6).map((covered) => covered * share)) as [
  Float32Array,
  Float32Array,
];
const SCORE = { size: 210, x: 370, share: 0.5 };
const NAME = { size: 36, y: 610, share: 0.9 };

/** Kept from picture to picture (9 MB each). */
let floor: Floor | undefined;
let raster: Raster | undefined;

/** Draws it as a PNG file. Throws when the recording is by rules that this program does not know. */
export function drawMatch(recording: AnyRecording): Buffer {
  const rally = longestRally(recording);
  raster ??= new Raster(WIDTH, HEIGHT);
  floor ??= indexFloor(drawFloor());
  raster.values.set(floor.values);
  drawCourt(raster);
  drawScore(raster, rally.score);
  for (const piece of rally.pieces) drawPiece(raster, piece, rally);
  drawPaddles(raster, rally);
  drawBall(raster, rally.pieces.at(-1));
  return encodePng(indexColours(raster.values, floor), WIDTH, HEIGHT);
}

/** The light on the floor. */
function drawFloor(): Float32Array {
  const raster = new Raster(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const away = Math.hypot((x - MIDDLE_X) / (0.62 * WIDTH), (y - MIDDLE_Y) / (0.7 * HEIGHT));
      raster.cover(y * WIDTH + x, lightAt(away), 1);
    }
  }
  return raster.values;
}

function drawCourt(raster: Raster): void {
  for (const y of [-COURT_HALF_HEIGHT, COURT_HALF_HEIGHT]) {
    const line = { fromX: -COURT_HALF_WIDTH, toX: COURT_HALF_WIDTH, fromY: y, toY: y };
    coverLine(raster, toLine(line), WALL, LINE);
  }
  for (let y = -COURT_HALF_HEIGHT + 50; y < COURT_HALF_HEIGHT - 50; y += 36) {
    coverLine(raster, toLine({ fromX: 0, toX: 0, fromY: y, toY: y + 14 }), NET, LINE);
  }
  drawName(raster);
}

/** The floodlight, from its middle (0) to the rim (1 and beyond). */
function lightAt(away: number): Colour {
  const [from, to, t] =
    away < 0.55
      ? [FLOODLIGHT, SURFACE, away / 0.55]
      : [SURFACE, GROUND, Math.min(1, (away - 0.55) / 0.45)];
  const mixed = (n: 0 | 1 | 2): number => from[n] * (1 - t) + to[n] * t;
  return [mixed(0), mixed(1), mixed(2)];
}

function drawName(raster: Raster): void {
  let x = MIDDLE_X - widthOf("quickpong", NAME.size) / 2;
  for (const [side, part] of ["quick", "pong"].entries()) {
    writeText(raster, part, { ...NAME, x, ink: LAMPS[side as Side] });
    x += widthOf(part, NAME.size);
  }
}

function drawScore(raster: Raster, score: RallyLines["score"]): void {
  const { size, share } = SCORE;
  for (const side of SIDES) {
    const text = String(score[side]);
    const middle = px(side === 0 ? -SCORE.x : SCORE.x);
    const x = middle - widthOf(text, size) / 2;
    writeText(raster, text, { x, y: MIDDLE_Y + 0.375 * size, size, ink: LAMPS[side], share });
  }
}

function drawPiece(raster: Raster, piece: Piece, { flights }: RallyLines): void {
  const light = piece.by === null ? BALL : TRACES[piece.by];
  shineLine(raster, toLine(piece), LIGHT, dimmed(light, age(piece.flight, flights)));
}

/** Each where it met the ball last, or missed it. */
function drawPaddles(raster: Raster, { meetings }: RallyLines): void {
  for (const side of SIDES) {
    const last = meetings.findLast((meeting) => meeting.side === side);
    if (!last) continue;
    shineLine(raster, paddleLine(last), HALO, LAMPS[side]);
    coverLine(raster, paddleLine(last), PADDLE, LAMPS[side]);
  }
}

/** What of it is on the court. */
function paddleLine({ side, y, length }: Meeting): Line {
  const x = paddleX(side, BALL_RADIUS + PADDLE_THICKNESS / 2);
  const half = (length - PADDLE_THICKNESS) / 2;
  const end = COURT_HALF_HEIGHT - PADDLE_THICKNESS / 2;
  return toLine({
    fromX: x,
    toX: x,
    fromY: Math.max(-end, y - half),
    toY: Math.min(end, y + half),
  });
}

/** All of it is seen, though it has left the court. */
function drawBall(raster: Raster, last: Piece | undefined): void {
  if (!last) return;
  const x = Math.max(
    BALL_RADIUS - COURT_HALF_WIDTH,
    Math.min(COURT_HALF_WIDTH - BALL_RADIUS, last.toX),
  );
  const spot = toLine({ fromX: x, toX: x, fromY: last.toY, toY: last.toY });
  shineLine(raster, spot, HALO, BALL);
  coverLine(raster, spot, BALL_SPOT, BALL);
}
