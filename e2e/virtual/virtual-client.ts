/** A player on a virtual clock: the shipped netplay behind a virtual link, with a bot's hand. */

import { Decoder } from "@colyseus/schema";
import { Clocks } from "@quickpong/client/net/clocks.ts";
import type { LinkListener, MatchLink } from "@quickpong/client/net/links/match-link.ts";
import type { NetMode } from "@quickpong/client/net/modes.ts";
import { Netplay } from "@quickpong/client/net/netplay.ts";
import type { ViewFrame } from "@quickpong/client/net/view-frame.ts";
import type { Bot, Observation } from "@quickpong/shared/bot.ts";
import { COURT_HALF_HEIGHT, LEFT, type Side } from "@quickpong/shared/court.ts";
import {
  decodePong,
  encodePlay,
  type PlayMessage,
} from "@quickpong/shared/protocol/input-codec.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import type { Channel } from "./channel.ts";
import { Points } from "./points.ts";
import type { Down } from "./virtual-server.ts";

/** A protocol code and a message type before the payload. */
const UP_OVERHEAD = 2;

/** A paddle that has not moved for so many frames will not move of itself, at 300 ms either. */
const AT_REST = 30;

export interface VirtualClientOptions {
  side: Side;
  mode: NetMode;
  up: Channel<Uint8Array>;
  bot: Bot;
  /** The local clock: offset (ms) and drift (share) against the server's. */
  offset: number;
  drift: number;
  /** A cheat's clocks, if this player is one. */
  clocks?: Clocks;
  /** Nobody looks at the picture: neither `points` nor `reactions` are kept, which saves time. */
  unseen?: boolean;
}

export class VirtualClient implements MatchLink {
  readonly side: Side;
  readonly traffic = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };
  readonly netplay: Netplay;
  /** How often the drawn paddle began to move n frames after a key was pressed. */
  readonly reactions = new Float64Array(200);
  /** The score as drawn. */
  readonly points = new Points();
  /** What the bot saw last. */
  sight: Observation | null = null;
  /** Nobody at the controls. */
  idle = false;
  /** Frames for which neither paddle nor keys have moved. */
  private still = 0;
  private lastY = 0;
  private pressed: { frames: number; y: number } | null = null;
  state = new PublishedMatch();
  private decoder = new Decoder(this.state);
  private listener!: LinkListener;
  private readonly options: VirtualClientOptions;
  /** The local clock against the server's: offset (ms) and drift (share); may be changed to upset it. */
  readonly clock: { offset: number; drift: number };
  private time = 0;
  /** The last wish of the bot's hand. */
  private wish: number | null = null;

  constructor(options: VirtualClientOptions) {
    this.options = options;
    this.side = options.side;
    this.clock = { offset: options.offset, drift: options.drift };
    this.netplay = new Netplay({
      link: this,
      mode: options.mode,
      clocks: options.clocks ?? new Clocks(),
    });
  }

  /** Local time of the true time `t` (ms). */
  local(t: number): number {
    return t * (1 + this.clock.drift) + this.clock.offset;
  }

  receive(down: Down, now: number): void {
    this.time = now;
    if (down.type === "pong") {
      return this.listener.pong(decodePong(down.bytes), this.local(now));
    }
    if (down.full) {
      this.state = new PublishedMatch();
      this.decoder = new Decoder(this.state);
    }
    this.decoder.decode(down.bytes);
    this.listener.patch(this.state, this.local(now));
  }

  /** One animation frame at the true time `now` (ms). */
  frame(now: number): void {
    this.time = now;
    const local = this.local(now);
    if (this.netplay.ready && !this.idle) {
      this.sight = this.netplay.observe(local);
      const move = this.options.bot.step(this.sight, this.netplay.ownY);
      if (move !== undefined) this.press(move);
      this.netplay.steer(this.wish);
    }
    if (this.options.unseen) {
      this.netplay.advance(local);
      return;
    }
    const view = this.netplay.frame(local);
    if (view) this.watchScore(view);
    this.watchPaddle();
  }

  private watchScore({ own, opponent }: ViewFrame): void {
    if (this.side === LEFT) this.points.see(own.score, opponent.score);
    else this.points.see(opponent.score, own.score);
  }

  private press(move: number | null): void {
    const key = Math.abs(move ?? 0) === COURT_HALF_HEIGHT;
    const away = Math.abs((move ?? 0) - this.netplay.ownY) > 1;
    if (key && away && this.still >= AT_REST) this.pressed = { frames: 0, y: this.netplay.ownY };
    else this.pressed = null;
    this.wish = move;
  }

  /** Counts the frames until the paddle that stood still moves on the screen. */
  private watchPaddle(): void {
    const { ownY } = this.netplay;
    this.still = Math.abs(ownY - this.lastY) > 0.01 ? 0 : this.still + 1;
    this.lastY = ownY;
    if (!this.pressed) return;
    const { frames, y } = this.pressed;
    if (Math.abs(ownY - y) > 0.01) {
      this.reactions[frames] = (this.reactions[frames] ?? 0) + 1;
      this.pressed = null;
    } else this.pressed.frames++;
  }

  restored(): void {
    this.listener.restored();
  }
  dropped(): void {
    this.listener.dropped();
  }
  listen(listener: LinkListener): void {
    this.listener = listener;
  }
  play(message: PlayMessage): void {
    const bytes = encodePlay(message);
    this.options.up.send(this.time, bytes, bytes.length + UP_OVERHEAD);
  }
  rematch(): void {}
  claim(): void {}
  away(): void {}
  emote(): void {}
  leave(): void {}
}
