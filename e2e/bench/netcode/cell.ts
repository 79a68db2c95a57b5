/** One cell of the netcode benchmark: a design on a pair of links, played by bots on a virtual clock. */
import type { NetMode } from "@quickpong/client/net/modes.ts";
import { histogramQuantile, RATE_STEP } from "@quickpong/client/net/stats.ts";
import { SIDES } from "@quickpong/shared/court.ts";
import type { LinkQuality } from "../../virtual/channel.ts";
import { pointsAmiss } from "../../virtual/points.ts";
import { World } from "../../virtual/world.ts";

export interface Cell {
  design: NetMode;
  rttLeft: number;
  rttRight: number;
  jitter: number;
  loss: number;
  /** Contacts to play at least. */
  wanted: number;
}

/** Counts as counts, rates per player. */
export interface CellResult extends Omit<Cell, "wanted"> {
  contacts: number;
  ownWrong: number;
  opponentWrong: number;
  snapsPerMinute: number;
  snapP99: number;
  ownCorrectionsPerMinute: number;
  /** Frames from a key to the first that shows the paddle moved: the median, and the worst of all. */
  inputToPaddleFrames: number;
  inputToPaddleWorst: number;
  /** Points made, and those that a screen showed otherwise: lost, doubled or taken back. */
  points: number;
  pointsAmiss: number;
  incomingSpeedP50: number;
  incomingSpeedP99: number;
  stallsOver50ms: number;
  lateInputs: number;
  inputs: number;
  upMessagesPerSecond: number;
  downMessagesPerSecond: number;
  upBytesPerSecond: number;
  downBytesPerSecond: number;
  /** Played (minutes) and computed (CPU seconds). */
  minutes: number;
  cpuSeconds: number;
}

/** Length of one match (ms); each has its own seed, hands and clocks. */
const MATCH = 60_000;
/** A design that never gets a contact must not run for ever. */
const MOST_MATCHES = 5000;

/** Plays matches with seeds from `seed` on until the cell has its contacts. */
export function runCell(cell: Cell, seed: number): CellResult {
  const began = process.cpuUsage().user;
  const total = new Totals();
  for (let i = 0; total.contacts < cell.wanted && i < MOST_MATCHES; i++) {
    const link = (rtt: number): LinkQuality => ({ rtt, jitter: cell.jitter, loss: cell.loss });
    const quality: [LinkQuality, LinkQuality] = [link(cell.rttLeft), link(cell.rttRight)];
    const world = new World({ seed: seed + i, quality, mode: cell.design });
    world.run(MATCH);
    total.add(world);
  }
  return total.result(cell, (process.cpuUsage().user - began) / 1e6);
}

class Totals {
  contacts = 0;
  private worlds = 0;
  private ownWrong = 0;
  private opponentWrong = 0;
  private snaps: number[] = [];
  private corrections = 0;
  private holds = 0;
  private points = 0;
  private pointsAmiss = 0;
  private late = 0;
  private inputs = 0;
  private up = { messages: 0, bytes: 0 };
  private down = { messages: 0, bytes: 0 };
  private readonly speeds = new Float64Array(2000);
  private readonly reactions = new Float64Array(200);

  add(world: World): void {
    this.worlds++;
    this.points += world.server.points.made.length;
    for (const side of SIDES) {
      const { netplay, reactions, points } = world.clients[side];
      this.pointsAmiss += pointsAmiss(world.server.points, points);
      const { counts } = netplay.contacts;
      this.contacts += counts.own;
      this.ownWrong += counts.ownWrong;
      this.opponentWrong += counts.opponentWrong;
      this.snaps.push(...netplay.stats.snaps);
      this.corrections += netplay.stats.ownCorrections.length;
      this.holds += netplay.stats.longStalls;
      addTo(this.speeds, netplay.stats.incomingSpeeds);
      addTo(this.reactions, reactions);
      for (const [sum, channel] of [
        [this.up, world.up[side]],
        [this.down, world.down[side]],
      ] as const) {
        sum.messages += channel.messages;
        sum.bytes += channel.bytes;
      }
    }
    this.late += world.server.late;
    this.inputs += world.server.inputs;
  }

  result({ wanted: _, ...cell }: Cell, cpuSeconds: number): CellResult {
    const minutes = (this.worlds * MATCH) / 60_000;
    const perMinute = (count: number) => count / minutes / 2;
    const perSecond = (count: number) => perMinute(count) / 60;
    const snaps = Float64Array.from(this.snaps).sort();
    return {
      ...cell,
      contacts: this.contacts,
      ownWrong: this.ownWrong,
      opponentWrong: this.opponentWrong,
      snapsPerMinute: perMinute(snaps.length),
      snapP99: snaps[Math.floor(0.99 * snaps.length)] ?? 0,
      ownCorrectionsPerMinute: perMinute(this.corrections),
      inputToPaddleFrames: histogramQuantile(this.reactions, 0.5),
      inputToPaddleWorst: histogramQuantile(this.reactions, 1),
      points: this.points,
      pointsAmiss: this.pointsAmiss,
      incomingSpeedP50: histogramQuantile(this.speeds, 0.5) * RATE_STEP,
      incomingSpeedP99: histogramQuantile(this.speeds, 0.99) * RATE_STEP,
      stallsOver50ms: this.holds,
      lateInputs: this.late,
      inputs: this.inputs,
      upMessagesPerSecond: perSecond(this.up.messages),
      downMessagesPerSecond: perSecond(this.down.messages),
      upBytesPerSecond: perSecond(this.up.bytes),
      downBytesPerSecond: perSecond(this.down.bytes),
      minutes,
      cpuSeconds,
    };
  }
}

function addTo(sum: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < counts.length; i++) sum[i] = (sum[i] ?? 0) + (counts[i] ?? 0);
}
