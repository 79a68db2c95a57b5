/** A server and two players with links between them, all on one virtual clock. */
import type { Clocks } from "@quickpong/client/net/clocks.ts";
import type { NetMode } from "@quickpong/client/net/modes.ts";
import { INPUT_POLICY_OF } from "@quickpong/client/net/netcode-lab.ts";
import { Bot, type Hand } from "@quickpong/shared/bot.ts";
import { LEFT, SIDES, type Side, TICK_MS, TICK_RATE } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES, type Rules } from "@quickpong/shared/rules.ts";
import { PLAYER_SKILLS, type PlayerSkill } from "../load/skills.ts";
import { Channel, type LinkQuality } from "./channel.ts";
import { VirtualClient } from "./virtual-client.ts";
import { type Down, VirtualServer } from "./virtual-server.ts";

export interface WorldOptions {
  seed: number;
  quality: [LinkQuality, LinkQuality];
  mode: NetMode;
  level?: PlayerSkill;
  hands?: [Hand, Hand];
  pointsToWin?: number;
  /** The default's when left out. */
  rules?: Partial<Rules>;
  /** Clocks that lie, for the left player. */
  cheat?: Clocks;
  /** Only the match counts: nobody looks at the screens, which saves time. */
  unseen?: boolean;
  /** Of both displays (Hz); 60 when left out. */
  frameRate?: number;
}

/** A frame is skipped this often, and a real display's rate is off by up to this. */
const SKIPPED_FRAMES = 0.005;
const FRAME_SPREAD = 2e-3;
/** Clocks start anywhere and drift by up to this. */
const DRIFT = 1e-4;
/** A tick is late by an exponential time with this mean, at most so much (ms). */
const TICK_LATE = 0.6;
const TICK_LATE_MOST = 6;

/** Kinds of events; the side is added. */
const FRAME = 0;
const UP = 2;
const DOWN = 4;
const TICK = 6;

export class World {
  readonly server: VirtualServer;
  readonly clients: [VirtualClient, VirtualClient];
  readonly up: [Channel<Uint8Array>, Channel<Uint8Array>];
  readonly down: [Channel<Down>, Channel<Down>];
  now = 0;
  readonly connected: [boolean, boolean] = [true, true];
  /** May change or swallow what a client sends, as a cheat would. */
  tamper: ((side: Side, frame: Uint8Array) => Uint8Array | null) | undefined;
  private readonly random: () => number;
  private tick = 1;
  private tickAt = TICK_MS;
  /** When the event is that `nextEvent` has found (ms). */
  private nextAt = 0;
  private readonly frameAt: [number, number];
  private readonly framePeriod: [number, number];

  constructor(options: WorldOptions) {
    const { seed, quality, mode } = options;
    const random = randomFrom(seed * 7919 + 13);
    this.random = random;
    const channel = (side: Side, salt: number) =>
      new Channel<never>(quality[side], randomFrom(seed * 31 + side * 17 + salt));
    this.up = [channel(0, 1), channel(1, 1)];
    this.down = [channel(0, 2), channel(1, 2)];
    const rules = {
      ...DEFAULT_RULES,
      ...options.rules,
      pointsToWin: options.pointsToWin ?? 21,
      inputPolicy: INPUT_POLICY_OF[mode],
    };
    this.server = new VirtualServer(rules, seed, (side, down, bytes) =>
      this.down[side].send(this.now, down, bytes),
    );
    const hands = options.hands ?? [seed % 2 ? "pointer" : "keys", seed & 2 ? "pointer" : "keys"];
    const client = (side: Side) =>
      new VirtualClient({
        side,
        mode,
        up: this.up[side],
        bot: new Bot(
          PLAYER_SKILLS[options.level ?? "club"],
          hands[side],
          randomFrom(seed * 53 + side * 29 + 5),
        ),
        offset: 1e5 + random() * 1e6,
        drift: (random() - 0.5) * DRIFT,
        ...(options.cheat && side === LEFT && { clocks: options.cheat }),
        unseen: options.unseen ?? false,
      });
    this.clients = [client(0), client(1)];
    this.frameAt = [random() * TICK_MS, random() * TICK_MS];
    const frame = 1000 / (options.frameRate ?? TICK_RATE);
    const period = () => frame * (1 + (random() - 0.5) * FRAME_SPREAD);
    this.framePeriod = [period(), period()];
    for (const side of SIDES) this.server.join(side, 0);
  }

  /** Runs to the time `until` (ms). */
  run(until: number): void {
    for (let next = this.nextEvent(); this.nextAt <= until; next = this.nextEvent()) {
      this.now = Math.max(this.now, this.nextAt);
      this.happen(next);
    }
    this.now = until;
  }

  /** Stops the server and lets everything that it has said arrive. */
  settle(): void {
    this.server.flush();
    for (const side of SIDES) {
      while (this.down[side].nextAt < Number.POSITIVE_INFINITY) {
        this.now = Math.max(this.now, this.down[side].nextAt);
        this.clients[side].receive(this.down[side].take() as Down, this.now);
      }
    }
  }

  /** Cuts the connection of `side`: what is under way is lost. */
  cut(side: Side): void {
    this.connected[side] = false;
    this.up[side].reset();
    this.down[side].reset();
    this.server.drop(side, this.now);
    this.clients[side].dropped();
  }

  /** Brings it back, to the same seat; false when the server has given that up. */
  restore(side: Side): boolean {
    if (!this.server.join(side, this.now)) return false;
    this.connected[side] = true;
    this.clients[side].restored();
    return true;
  }

  /** The server's process does nothing for `ms`; then its turn comes before it reads what has arrived. */
  stallServer(ms: number): void {
    const until = this.now + ms;
    this.tick = Math.floor(until / TICK_MS);
    this.tickAt = Math.max(this.tickAt, until);
    for (const side of SIDES) this.up[side].stall(this.tickAt + 0.1);
  }

  /** The tab of `side` draws nothing until `until` (ms). */
  hide(side: Side, until: number): void {
    this.frameAt[side] = Math.max(this.frameAt[side], until);
  }

  /** Finds the next event; two at once happen in the order of their numbers. */
  private nextEvent(): number {
    let next = TICK;
    this.nextAt = this.tickAt;
    for (const side of SIDES) {
      next = this.sooner(next, FRAME + side, this.frameAt[side]);
      next = this.sooner(next, UP + side, this.up[side].nextAt);
      next = this.sooner(next, DOWN + side, this.down[side].nextAt);
    }
    return next;
  }

  private sooner(known: number, event: number, at: number): number {
    if (at >= this.nextAt) return known;
    this.nextAt = at;
    return event;
  }

  private happen(event: number): void {
    if (event === TICK) return this.runTick();
    const side = (event % 2) as Side;
    if (event < UP) this.runFrame(side);
    else if (event < DOWN) this.runUp(side);
    else this.clients[side].receive(this.down[side].take() as Down, this.now);
  }

  private runUp(side: Side): void {
    const sent = this.up[side].take() as Uint8Array;
    const frame = this.tamper ? this.tamper(side, sent) : sent;
    if (frame) this.server.receive(side, frame, this.now);
  }

  private runTick(): void {
    this.server.tick(this.now);
    this.tick++;
    const late = Math.min(TICK_LATE_MOST, -TICK_LATE * Math.log(1 - this.random()));
    this.tickAt = this.tick * TICK_MS + late;
  }

  private runFrame(side: Side): void {
    this.clients[side].frame(this.now);
    const periods = this.random() < SKIPPED_FRAMES ? 2 : 1;
    this.frameAt[side] += this.framePeriod[side] * periods;
  }
}
