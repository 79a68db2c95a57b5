/**
 * The line that the ball draws: straight pieces between serve, hits and walls, each in the colour
 * of who hit last. Built from a frame's events alone, so whatever can show frames can draw it.
 */
import { BALL_MAX_Y, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { BallView, MatchEvent, ViewFrame, Who } from "../../net/view-frame.ts";

export interface Piece {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  by: Who | "ball";
  /** Hits before this piece in its rally. */
  hits: number;
}

/** Follows one ball. */
export class RallyPath {
  /** The piece that ends at the ball, while it flies. */
  head: Piece | null = null;

  reset(): void {
    this.head = null;
  }

  /** Takes a frame in; returns the pieces that were completed by it. */
  follow(frame: ViewFrame): Piece[] {
    const done = frame.events.flatMap((event) => this.take(event, frame));
    // The phase may lag behind the ball, which is drawn ahead of the server.
    if (frame.ball === null || frame.serveIn > 0) this.head = null;
    if (this.head && frame.ball) {
      this.head.toX = frame.ball.x;
      this.head.toY = frame.ball.y;
    }
    return done;
  }

  private take(event: MatchEvent, frame: ViewFrame): Piece[] {
    switch (event.type) {
      case "serve":
        this.head = null;
        return this.bend(0, frame.ball?.y ?? 0, { by: "ball", hits: 0 });
      case "hit": {
        const x = event.by === "own" ? -PADDLE_PLANE : PADDLE_PLANE;
        return this.bend(x, event.y, { by: event.by, hits: event.hits });
      }
      case "wall": {
        const [x, y] = wallCorner(event.x, event.y, frame.ball);
        return this.bend(x, y, {});
      }
      case "goal": {
        const done = this.bend(event.x, event.y, {});
        this.head = null;
        return done;
      }
      case "gap":
        this.head = null;
        return [];
      default:
        return [];
    }
  }

  /** The ball turns at a place: ends the piece that led there, if any, and begins the next. */
  private bend(x: number, y: number, next: Partial<Piece>): Piece[] {
    const done = this.head ? [{ ...this.head, toX: x, toY: y }] : [];
    const { by, hits } = this.head ?? { by: "ball", hits: 0 };
    this.head = { by, hits, ...next, fromX: x, fromY: y, toX: x, toY: y };
    return done;
  }
}

/** Where the ball met the wall; the event only says where it was in the frame after that. */
function wallCorner(x: number, y: number, ball: BallView | null): [x: number, y: number] {
  const wall = y < 0 ? -BALL_MAX_Y : BALL_MAX_Y;
  if (!ball || ball.vy === 0) return [x, wall];
  return [ball.x - ((ball.y - wall) * ball.vx) / ball.vy, wall];
}
