/** The usual way's state: where everything is, sent whenever it has moved. */
import { type SchemaType, schema, t } from "@colyseus/schema";

export const UsualPlayer = schema({ y: t.number(), score: t.uint8() }, "UsualPlayer");
export type UsualPlayer = SchemaType<typeof UsualPlayer>;

export const UsualState = schema(
  {
    ballX: t.number(),
    ballY: t.number(),
    ballVx: t.number(),
    ballVy: t.number(),
    players: t.map(UsualPlayer),
  },
  "UsualState",
);
export type UsualState = SchemaType<typeof UsualState>;

/** What a client says every tick: which way its paddle goes. */
export const UsualInput = schema({ direction: t.int8() }, "UsualInput");
export type UsualInput = SchemaType<typeof UsualInput>;
