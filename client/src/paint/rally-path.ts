/**
 * The line that the ball draws: straight pieces between serve, hits and walls, each in the colour
 * of who hit last. Built from a frame's events alone, so whatever can show frames can draw it.
 */
import { BALL_MAX_Y, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import type { BallView, MatchEvent, ViewFrame, Who } from "../net/view-frame.ts";

export interface Piece {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  by: Who | "ball";
  /** Hits before this piece in its rally. */
  hits: number;
}

export interface RallyPath {
  reset(): void;
  /** Takes a frame in; returns the pieces that were completed by it. */
  follow(frame: ViewFrame): Piece[];
  /** The piece that ends at the ball, while it flies. */
  readonly head: Piece | null;
}

/** Follows one ball. */
export function createRallyPath(): RallyPath {
  let head: Piece | null = null;
  const bend = (x: number, y: number, next: Partial<Piece>): Piece[] => {
    const done = head ? [{ ...head, toX: x, toY: y }] : [];
    const before = head ?? { by: "ball" as const, hits: 0 };
    head = { by: before.by, hits: before.hits, ...next, fromX: x, fromY: y, toX: x, toY: y };
    return done;
  };
  const take = (event: MatchEvent, frame: ViewFrame): Piece[] => {
    switch (event.type) {
      case "serve":
        head = null;
        return bend(0, frame.ball?.y ?? 0, { by: "ball", hits: 0 });
      case "hit": {
        const x = event.by === "own" ? -PADDLE_PLANE : PADDLE_PLANE;
        return bend(x, event.y, { by: event.by, hits: event.hits });
      }
      case "wall": {
        const [x, y] = wallCorner(event.x, event.y, frame.ball);
        return bend(x, y, {});
      }
      case "goal": {
        const done = bend(event.x, event.y, {});
        head = null;
        return done;
      }
      default:
        return [];
    }
  };
  return {
    reset() {
      head = null;
    },
    follow(frame) {
      const done = frame.events.flatMap((event) => take(event, frame));
      // The phase may lag behind the ball, which is drawn ahead of the server.
      if (frame.ball === null || frame.serveIn > 0) head = null;
      if (head && frame.ball) {
        head.toX = frame.ball.x;
        head.toY = frame.ball.y;
      }
      return done;
    },
    get head() {
      return head;
    },
  };
}

/** Where the ball met the wall; the event only says where it was in the frame after that. */
function wallCorner(x: number, y: number, ball: BallView | null): [x: number, y: number] {
  const wall = y < 0 ? -BALL_MAX_Y : BALL_MAX_Y;
  if (!ball || ball.vy === 0) return [x, wall];
  return [ball.x - ((ball.y - wall) * ball.vx) / ball.vy, wall];
}
