/** A private room: made by its host, found by its link or code, played in, looked on at. */
import { LEFT } from "@quickpong/shared/court.ts";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import {
  CloseReason,
  type InviteRules,
  type InviteStatus,
} from "@quickpong/shared/protocol/messages.ts";
import type { AppContext, Page } from "../app-context.ts";
import { addressOf } from "../routing/routes.ts";
import { askInvite } from "../session/http-api.ts";
import { openLobbySession } from "../session/lobby-session.ts";
import { isKeptRoom, keepRoom } from "../session/room-storage.ts";
import { storedSeat } from "../session/seat-storage.ts";
import { askOtherTabs } from "../session/tab-coordination.ts";
import { createFriend } from "../ui/friend.ts";
import { createInvitation } from "../ui/invitation.ts";
import { createInvite, type InviteScreen } from "../ui/invite.ts";
import { more } from "../ui/more-texts.ts";
import { createLoading, createNotice, type Way } from "../ui/notice.ts";
import { createRulesForm, type RulesForm, rulesInFull } from "../ui/rules-form.ts";
import { openRulesPanel } from "../ui/rules-panel.ts";
import { text } from "../ui/texts.ts";
import { OnlineFlow } from "./online-flow.ts";
import { showFullRoom, showRoomOver, showTakenRoom, showUnknownRoom } from "./room-notices.ts";
import { WarmUp } from "./warm-up.ts";

/** The room with this code; "" to make one. */
export const roomPage =
  (code: string): Page =>
  (app) => {
    const page = new RoomPage(app, code);
    const seat = code ? storedSeat() : null;
    if (seat) void page.flow.resume(seat).then((back) => back || page.come());
    else if (code) void page.arrive();
    else page.setUp();
    return () => page.stop();
  };

class RoomPage {
  readonly flow: OnlineFlow;
  private readonly app: AppContext;
  private code: string;
  private waiting: InviteScreen | null = null;
  private rules: RulesForm | null = null;
  private status: InviteStatus | null = null;
  private readonly warmUp: WarmUp;
  private closeRules = () => {};

  constructor(app: AppContext, code: string) {
    this.app = app;
    this.code = code;
    this.flow = new OnlineFlow(app, {
      opponentMissing: () => this.come(),
      ways: (side) => [this.again(side === LEFT), this.home],
    });
    this.warmUp = new WarmUp(app, this.flow);
  }

  /** The choice of rules, and a place for a code that was read out. */
  setUp(): void {
    const { app } = this;
    const rules = createRulesForm();
    this.rules = rules;
    app.screen.show(
      createFriend({
        rules,
        onMake: (rules) => this.open(rules),
        onCode: (code) => {
          keepRoom(code);
          app.go({ page: "room", code });
        },
        onMany: () => app.go({ page: "arena", code: "" }),
        onBack: () => app.go({ page: "home" }),
      }),
    );
  }

  /** A link is opened cold. The match may be going on in another tab of the same browser. */
  async arrive(): Promise<void> {
    const { app, code, flow } = this;
    if (readCode(code) === "") return showUnknownRoom(app, code);
    const current = flow.begin();
    app.screen.show(createLoading(text("connecting")));
    const elsewhere = await askOtherTabs();
    if (!current()) return;
    if (elsewhere?.room !== this.code) {
      return isKeptRoom(this.code) ? this.come() : this.invite(current);
    }
    const here = async () => {
      if (!(await flow.resume(elsewhere.seat))) this.come();
    };
    const message = text("otherTab", { name: elsewhere.opponent });
    const ways = [{ label: text("playHere"), go: () => void here() }, this.home];
    app.screen.show(createNotice(text("otherTabTitle"), message, ways, "whole"));
  }

  /**
   * Says who invites. A seat is asked for only when that is wanted: INVITE-7. Where nobody waits,
   * `otherwise` comes instead.
   */
  private async invite(current: () => boolean, otherwise?: () => void): Promise<void> {
    const { app, code } = this;
    const answer = await askInvite(code);
    if (!current()) return;
    if (otherwise && answer?.state !== "waiting") return otherwise();
    if (answer?.state === "unknown") return showUnknownRoom(app, code);
    if (answer?.state === "over") return showRoomOver(app);
    if (answer?.state === "full") return showFullRoom(app, code, answer);
    // A player who presses is told why nobody answers.
    const title = answer ? more("invited", { name: answer.host }) : more("friendTitle");
    const rules = answer ? rulesInFull(answer.rules) : "";
    const onReady = (name: string) => {
      app.settings.change({ name });
      this.come();
    };
    app.title.set(title);
    const { name } = app.settings.now;
    app.screen.show(createInvitation({ title, rules, name, onReady, way: this.home }));
    void app.runner.load().catch(() => undefined);
  }

  /** Comes to the room, as its host or its guest. */
  come(): void {
    keepRoom(this.code);
    this.flow.begin();
    this.app.screen.show(createLoading(text("connecting")));
    void this.enter(undefined);
  }

  private open(host: InviteRules): void {
    this.flow.begin();
    this.app.screen.show(createLoading(text("connecting")));
    void this.enter(host);
  }

  private async enter(host: InviteRules | undefined): Promise<void> {
    const { app, flow } = this;
    this.waiting = null;
    if (!(await flow.load(() => void this.enter(host)))) return;
    app.screen.show(createLoading(text("connecting")));
    flow.lobby = openLobbySession(
      { name: app.settings.now.name, host, code: () => this.code || undefined },
      {
        status: () => {
          this.waiting?.setLost(false);
          this.waiting?.tick();
        },
        lost: () => this.waiting?.setLost(true),
        invite: (status) => this.show(status),
        found: (offer) => {
          this.closeRules();
          this.warmUp.found(offer);
        },
        closed: (code) => void this.closed(code),
      },
    );
  }

  /** After a match the host may choose other rules, and the guest comes to what was chosen. */
  private again(host: boolean): Way {
    if (host)
      return { label: more("chooseAgain"), go: () => this.askRules((wish) => this.open(wish)) };
    const go = () => {
      const current = this.flow.begin();
      this.app.screen.show(createLoading(text("connecting")));
      void this.invite(current, () => this.come());
    };
    return { label: more("backToRoom"), go };
  }

  private askRules(onChosen: (wish: InviteRules) => void): void {
    this.closeRules();
    // What can't be fetched is tried again with the next press.
    openRulesPanel(this.status?.watch ?? true, onChosen).then(
      (close) => {
        this.closeRules = close;
      },
      () => undefined,
    );
  }

  private show(status: InviteStatus): void {
    const { app } = this;
    this.status = status;
    if (this.code !== status.code) {
      this.code = status.code;
      keepRoom(status.code);
      app.rename({ page: "room", code: status.code });
    }
    if (!this.warmUp.isOn) app.title.set(more("roomWaiting"));
    if (this.waiting) return this.waiting.update(status);
    this.waiting = createInvite({
      status,
      link: new URL(addressOf({ page: "room", code: status.code }), location.href).href,
      ownName: app.settings.now.name,
      onWatch: (allowed) => this.flow.lobby?.allowSpectators(allowed),
      onRules: () =>
        this.askRules((wish) => {
          this.waiting = null;
          this.flow.lobby?.changeRules(wish);
        }),
      onWarmUp: () => this.waiting && this.warmUp.begin(status.rules, this.waiting.element),
      onLeave: () => app.go({ page: "home" }),
    });
    app.screen.show(this.waiting.element);
  }

  private async closed(reason: number): Promise<void> {
    const { app, code, flow } = this;
    const current = flow.begin();
    this.waiting = null;
    if (reason === CloseReason.inviteUnknown) return showUnknownRoom(app, code);
    if (reason === CloseReason.inviteOver) return showRoomOver(app);
    if (reason !== CloseReason.inviteFull) return flow.showError(reason, false);
    const answer = await askInvite(code);
    if (!current()) return;
    if (answer?.state !== "full") return showTakenRoom(app);
    showFullRoom(app, code, answer);
  }

  private get home(): Way {
    return { label: text("home"), go: () => this.app.go({ page: "home" }) };
  }

  stop(): void {
    this.closeRules();
    this.rules?.stop();
    this.flow.stop();
  }
}
