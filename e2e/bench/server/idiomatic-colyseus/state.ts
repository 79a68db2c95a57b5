/** The usual way's state: where everything is and goes, sent whenever it has changed. */
import { type SchemaType, schema, t } from "@colyseus/schema";

/** Position (u) or velocity (u a tick). */
const Vector = schema({ x: t.number().default(0), y: t.number().default(0) }, "UsualVector");

const Ball = schema({ position: Vector, velocity: Vector }, "UsualBall");

export const UsualPlayer = schema(
  { position: Vector, velocity: Vector, score: t.uint8().default(0) },
  "UsualPlayer",
);
export type UsualPlayer = SchemaType<typeof UsualPlayer>;

export const UsualState = schema({ ball: Ball, players: t.map(UsualPlayer) }, "UsualState");
export type UsualState = SchemaType<typeof UsualState>;

/** What a client says every tick: which way its paddle goes. */
export const UsualInput = schema({ direction: t.int8() }, "UsualInput");
export type UsualInput = SchemaType<typeof UsualInput>;
