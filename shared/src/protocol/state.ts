/**
 * What the server publishes of a match, as a Colyseus schema.
 *
 * The state that travels is trajectories, not positions. They are short rings of records with a
 * codec of their own: one change tree for a whole ring, 10 bytes a segment, and a late joiner gets
 * the recent past with the full state. Record n lives at index n modulo the ring's length.
 */
import { type ArraySchema, type SchemaType, defineCustomTypes, schema, t } from "@colyseus/schema";
import type { Flight, Ruling } from "../ball.ts";
import { type AcceptedSegment, FLIGHTS_KEPT, SEGMENTS_KEPT } from "../match.ts";
import { PADDLE_GRID } from "../paddle.ts";
import {
  type Bytes,
  type Cursor,
  readFloat64,
  readInt,
  readUint,
  writeFloat64,
  writeInt,
} from "./bytes.ts";

/** A segment's lead travels in steps of 0.1 ms, within +-3.2 s. */
const LEAD_STEPS_PER_MS = 10;
const MAX_LEAD_STEPS = 32767;
const RULINGS: readonly Ruling[] = ["open", "hit", "miss"];

defineCustomTypes({
  segment: {
    encode(bytes: Bytes, segment: AcceptedSegment, at: Cursor): void {
      const lead = Math.round(segment.lead * LEAD_STEPS_PER_MS);
      writeInt(bytes, at, 1, segment.seq);
      writeInt(bytes, at, 3, segment.tick);
      writeInt(bytes, at, 2, segment.y * PADDLE_GRID);
      writeInt(bytes, at, 2, segment.target * PADDLE_GRID);
      writeInt(bytes, at, 2, Math.min(MAX_LEAD_STEPS, Math.max(-MAX_LEAD_STEPS, lead)));
    },
    decode(bytes: Bytes, at: Cursor): AcceptedSegment {
      return {
        seq: readUint(bytes, at, 1),
        tick: readUint(bytes, at, 3),
        y: readInt(bytes, at, 2) / PADDLE_GRID,
        target: readInt(bytes, at, 2) / PADDLE_GRID,
        lead: readInt(bytes, at, 2) / LEAD_STEPS_PER_MS,
      };
    },
  },
  flight: {
    encode(bytes: Bytes, flight: Flight, at: Cursor): void {
      writeInt(bytes, at, 2, flight.hits * RULINGS.length + RULINGS.indexOf(flight.ruling));
      writeFloat64(bytes, at, flight.start);
      writeFloat64(bytes, at, flight.y);
      writeFloat64(bytes, at, flight.vx);
      writeFloat64(bytes, at, flight.vy);
      writeFloat64(bytes, at, flight.speed);
      if (flight.ruling !== "open") writeFloat64(bytes, at, flight.gap);
    },
    decode(bytes: Bytes, at: Cursor): Flight {
      const hitsAndRuling = readUint(bytes, at, 2);
      const ruling = RULINGS[hitsAndRuling % RULINGS.length] as Ruling;
      return {
        hits: Math.floor(hitsAndRuling / RULINGS.length),
        ruling,
        start: readFloat64(bytes, at),
        y: readFloat64(bytes, at),
        vx: readFloat64(bytes, at),
        vy: readFloat64(bytes, at),
        speed: readFloat64(bytes, at),
        gap: ruling === "open" ? 0 : readFloat64(bytes, at),
      };
    },
  },
});

/** A custom type's name is not in the library's own list of primitive names. */
const ringOf = <T>(name: "segment" | "flight") =>
  t.array(name as unknown as "number") as unknown as ReturnType<typeof t.array<T>>;

export const PublishedPlayer = schema(
  {
    /** Shown name, already cleaned. */
    name: t.string(),
    /** A bot's level, or "" for a human. */
    bot: t.string(),
    /** Has a live connection. */
    present: t.boolean(),
    /** Their tab is hidden. */
    away: t.boolean(),
    wantsRematch: t.boolean(),
    score: t.uint8(),
    /** Matches won in this room. */
    wins: t.uint8(),
    idleServes: t.uint8(),
    /** Round trip as the player's client measures it (ms), 0 when not known. */
    rtt: t.uint16(),
    /** Segments accepted in all, modulo 256. */
    accepted: t.uint8(),
    segments: ringOf<AcceptedSegment>("segment"),
  },
  "PublishedPlayer",
);
export type PublishedPlayer = SchemaType<typeof PublishedPlayer>;

export const PublishedMatch = schema(
  {
    /** The server's tick when this was published. */
    tick: t.uint32(),
    /** Index into PHASES. */
    phase: t.uint8(),
    /** Tick at which the phase ends by itself; 0xffffffff for never. */
    phaseEnds: t.uint32(),
    pointsToWin: t.uint8(),
    /** 0 while running, else 1 + index into END_REASONS. */
    endReason: t.uint8(),
    /** 0 nobody, 1 left, 2 right. */
    winner: t.uint8(),
    watchers: t.uint16(),
    /** Flights in all, modulo 256. */
    flown: t.uint8(),
    flights: ringOf<Flight>("flight"),
    left: t.ref(PublishedPlayer),
    right: t.ref(PublishedPlayer),
  },
  "PublishedMatch",
);
export type PublishedMatch = SchemaType<typeof PublishedMatch>;

/** What reading a ring needs of it; index n modulo the ring's capacity. */
export type Ring<T> = Pick<ArraySchema<T>, "length"> & { [index: number]: T };
export const SEGMENT_RING = SEGMENTS_KEPT;
export const FLIGHT_RING = FLIGHTS_KEPT;
