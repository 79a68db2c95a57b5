/**
 * The publication (publication.ts, which says what the fields mean) as a Colyseus schema.
 *
 * The rings' records have a codec of their own: 11 bytes a segment, and a late joiner gets the recent
 * past with the full state.
 */
import { defineCustomTypes, FieldBuilder, type SchemaType, schema, t } from "@colyseus/schema";
import type { Flight, Ruling } from "../ball.ts";
import type { AcceptedSegment } from "../match.ts";
import { PADDLE_GRID } from "../paddle.ts";
import { INPUT_POLICIES, RULE_NAMES, RULE_RANGES, type RuleNumbers, type Rules } from "../rules.ts";
import {
  type Bytes,
  type Cursor,
  readFloat64,
  readInt,
  readUint,
  writeFloat64,
  writeInt,
} from "./bytes.ts";
import {
  COUNTER_WRAP,
  FLIGHT_FIELDS,
  type FlightField,
  SEGMENT_FIELDS,
  type SegmentField,
} from "./publication.ts";

/** A segment's slack travels in steps of 0.1 ms, within +-3.2 s. */
const SLACK_STEPS_PER_MS = 10;
const MAX_SLACK_STEPS = 32767;
const RULINGS: readonly Ruling[] = ["open", "hit", "miss", "void"];

defineCustomTypes({
  segment: {
    encode(bytes: Bytes, segment: AcceptedSegment, at: Cursor): void {
      const slack = Math.round(segment.slack * SLACK_STEPS_PER_MS);
      writeInt(bytes, at, 1, segment.n % COUNTER_WRAP);
      writeInt(bytes, at, 1, segment.seq);
      writeInt(bytes, at, 3, segment.tick);
      writeInt(bytes, at, 2, segment.y * PADDLE_GRID);
      writeInt(bytes, at, 2, segment.target * PADDLE_GRID);
      writeInt(bytes, at, 2, Math.min(MAX_SLACK_STEPS, Math.max(-MAX_SLACK_STEPS, slack)));
    },
    decode(bytes: Bytes, at: Cursor): AcceptedSegment {
      return {
        n: readUint(bytes, at, 1),
        seq: readUint(bytes, at, 1),
        tick: readUint(bytes, at, 3),
        y: readInt(bytes, at, 2) / PADDLE_GRID,
        target: readInt(bytes, at, 2) / PADDLE_GRID,
        slack: readInt(bytes, at, 2) / SLACK_STEPS_PER_MS,
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
  rules: {
    encode(bytes: Bytes, rules: Rules, at: Cursor): void {
      writeInt(bytes, at, 1, INPUT_POLICIES.indexOf(rules.inputPolicy));
      for (const name of RULE_NAMES) {
        writeInt(bytes, at, 2, Math.round(rules[name] * RULE_RANGES[name].per));
      }
    },
    decode(bytes: Bytes, at: Cursor): Rules {
      const inputPolicy = INPUT_POLICIES[readUint(bytes, at, 1)] ?? "stamped";
      const numbers = RULE_NAMES.map((name) => [
        name,
        readUint(bytes, at, 2) / RULE_RANGES[name].per,
      ]);
      return { ...(Object.fromEntries(numbers) as RuleNumbers), inputPolicy };
    },
  },
});

/** A field of a custom type: those are not among the library's own builders. */
const custom = <T>(type: string) =>
  new FieldBuilder(type as "number") as unknown as FieldBuilder<T | undefined, true>;

/** A ring's fields. */
const ring = <F extends string, T>(fields: readonly F[], type: string) =>
  Object.fromEntries(fields.map((field) => [field, custom<T>(type)])) as unknown as Record<
    F,
    FieldBuilder<T | undefined, true>
  >;

export const PublishedPlayer = schema(
  {
    name: t.string(),
    bot: t.string(),
    present: t.boolean(),
    away: t.boolean(),
    wantsRematch: t.boolean(),
    score: t.uint8(),
    wins: t.uint8(),
    idleServes: t.uint8(),
    rtt: t.uint16(),
    rating: t.uint16(),
    provisional: t.boolean(),
    ...ring<SegmentField, AcceptedSegment>(SEGMENT_FIELDS, "segment"),
  },
  "PublishedPlayer",
);
export type PublishedPlayer = SchemaType<typeof PublishedPlayer>;

export const PublishedMatch = schema(
  {
    tick: t.uint32(),
    phase: t.uint8(),
    phaseEnds: t.uint32(),
    claimFrom: t.uint32(),
    rules: custom<Rules>("rules"),
    watchable: t.boolean(),
    endReason: t.uint8(),
    winner: t.uint8(),
    watchers: t.uint16(),
    lateness: t.uint8(),
    flightCount: t.uint8(),
    ...ring<FlightField, Flight>(FLIGHT_FIELDS, "flight"),
    left: t.ref(PublishedPlayer),
    right: t.ref(PublishedPlayer),
  },
  "PublishedMatch",
);
export type PublishedMatch = SchemaType<typeof PublishedMatch>;
