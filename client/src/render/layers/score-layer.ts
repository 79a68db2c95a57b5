/**
 * Numbers on the floor between the rallies: the score in each half, the length of the last rally. While the
 * ball is in play they are not there: nothing lies in its way, and the score is beside the names.
 */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import type { GameObjects } from "phaser";
import type { CourtTransform } from "../../layout/court-transform.ts";
import { hasMatchPoint } from "../../net/match-point.ts";
import { isOpening } from "../../net/match-status.ts";
import type { ViewFrame, Who } from "../../net/view-frame.ts";
import type { Palette } from "../canvas2d/palette.ts";
import { DIGITS, write } from "../textures/textures.ts";
import type { Layer, LayerContext } from "./layer.ts";

const SCORE_SIZE = 300;
const RALLY_SIZE = 54;
/** A rally is worth counting from here on. */
const RALLY_SHOWN_FROM = 3;
const RALLY_ALPHA = 0.7;
const POP_MS = 900;
/** The score comes and goes within this (ms). */
const FADE_MS = 400;
/** When a rally is over they are back within this (ms): the point is news. */
const BACK_MS = 120;
/** The score waits until the names are gone (in parts of FADE_MS). */
const NAMES_FIRST = 1.1;
/** The number that wins grows and stays lit (share, ms). */
const WON_GROWTH = 0.22;
const WON_MS = 700;
/** Then the result has the word (ms). */
const WON_SHOWN_MS = 1350;
/** Weights of the display face. */
const USUAL = DIGITS.fontStyle;
const MATCH_POINT = "500";

export class ScoreLayer implements Layer {
  private readonly calm: boolean;
  private readonly score: Record<Who, GameObjects.Text>;
  private readonly rally: GameObjects.Text;
  private pop: Record<Who, number> = { own: 0, opponent: 0 };
  /** How far play has stopped, 0 to 1. */
  private still = 1;
  private lastRally = 0;
  /** How far the score is there, 0 to 1; it makes room for the names before the first serve. */
  private presence = -NAMES_FIRST;
  /** How far the winner's number has grown, 0 to 1. */
  private won = 0;
  private finishedFor = 0;
  /** Whether there is a score at all. */
  shown = true;
  private unit = 1;
  private readonly palette: Palette;

  constructor({ scene, court, palette, calm }: LayerContext) {
    this.calm = calm;
    this.palette = palette;
    const make = (color: string) =>
      scene.add.text(0, 0, "", { ...DIGITS, fontFamily: palette.display, color }).setOrigin(0.5);
    this.score = { own: make(palette.own), opponent: make(palette.opponent) };
    this.rally = make(palette.ink).setAlpha(RALLY_ALPHA);
    court.add([this.score.own, this.score.opponent, this.rally]);
  }

  show(frame: ViewFrame, delta: number): void {
    for (const event of frame.events) {
      if (event.type === "goal") this.pop[event.by] = 1;
    }
    this.won = frame.outcome?.winner ? Math.min(1, this.won + delta / WON_MS) : 0;
    this.finishedFor = frame.phase === "finished" ? this.finishedFor + delta : 0;
    const left = isOpening(frame) || this.finishedFor > WON_SHOWN_MS;
    const wanted = this.shown && !left ? 1 : -1;
    this.presence = Math.min(1, Math.max(-NAMES_FIRST, this.presence + (wanted * delta) / FADE_MS));
    const playing = frame.phase === "rally";
    this.still = Math.min(
      1,
      Math.max(0, this.still + (playing ? -delta / FADE_MS : delta / BACK_MS)),
    );
    this.showScore("own", frame, delta);
    this.showScore("opponent", frame, delta);
    this.showRally(frame);
  }

  reset(): void {
    this.won = 0;
    this.presence = -NAMES_FIRST;
    this.lastRally = 0;
  }

  private showScore(who: Who, frame: ViewFrame, delta: number): void {
    const pop = Math.max(0, this.pop[who] - delta / POP_MS);
    this.pop[who] = pop;
    const number = this.score[who];
    write(number, String(frame[who].score));
    // Bold when the next point wins: the weight says what the light says.
    const heavy = hasMatchPoint(frame, who) || frame.outcome?.winner === who;
    weigh(number, heavy ? MATCH_POINT : USUAL);
    const faint = this.palette.score;
    const won = frame.outcome?.winner === who ? 1 - (1 - this.won) ** 3 : 0;
    const lit = Math.max(pop * pop, won);
    const growth = this.calm ? 0 : 0.18 * pop * pop + WON_GROWTH * won;
    number
      .setAlpha(this.still * Math.max(0, this.presence) * (faint + (1 - faint) * lit))
      .setScale(this.unit * (1 + growth));
  }

  private showRally({ phase, rally, outcome }: ViewFrame): void {
    if (phase === "rally") this.lastRally = rally;
    const shown = this.lastRally >= RALLY_SHOWN_FROM && !outcome;
    write(this.rally, shown ? String(this.lastRally) : "");
    this.rally.setAlpha(this.still * RALLY_ALPHA);
  }

  place(fit: CourtTransform, unit: number): void {
    this.unit = unit;
    this.score.own.setColor(this.palette.own);
    this.score.opponent.setColor(this.palette.opponent);
    this.rally.setColor(this.palette.ink);
    const turn = fit.upright ? Math.PI / 2 : 0;
    const sized = (text: GameObjects.Text, size: number) =>
      text
        .setFontSize(size / unit)
        .setScale(unit)
        .setRotation(turn);
    const x = COURT_HALF_WIDTH * 0.45;
    sized(this.score.own, SCORE_SIZE).setPosition(-x, 0);
    sized(this.score.opponent, SCORE_SIZE).setPosition(x, 0);
    // To be read from the far end.
    if (fit.facing) this.score.opponent.setRotation(-turn);
    const edge = COURT_HALF_HEIGHT - 60;
    sized(this.rally, RALLY_SIZE).setPosition(0, fit.upright ? 0 : -edge);
    if (fit.upright) this.rally.setPosition(0, edge - 20);
  }
}

function weigh(text: GameObjects.Text, weight: string): void {
  if (text.style.fontStyle !== weight) text.setFontStyle(weight);
}
