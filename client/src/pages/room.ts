/** A private room: made by its host, found by its link or code, played in, looked on at. */
import type { InviteAnswer } from "@quickpong/shared/protocol/http-answers.ts";
import { readCode, showCode } from "@quickpong/shared/protocol/invite-code.ts";
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
import { text } from "../ui/texts.ts";
import { OnlineFlow } from "./online-flow.ts";

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

type FullRoom = Extract<InviteAnswer, { state: "full" }>;

class RoomPage {
  readonly flow: OnlineFlow;
  private readonly app: AppContext;
  private code: string;
  private waiting: InviteScreen | null = null;
  private rules: RulesForm | null = null;

  constructor(app: AppContext, code: string) {
    this.app = app;
    this.code = code;
    this.flow = new OnlineFlow(app, {
      opponentMissing: () => this.come(),
      ways: () => [{ label: text("nextOpponent"), go: () => app.go({ page: "play" }) }, this.home],
    });
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
        onBack: () => app.go({ page: "home" }),
      }),
    );
  }

  /** A link is opened cold. The match may be going on in another tab of the same browser. */
  async arrive(): Promise<void> {
    const { app, flow } = this;
    if (readCode(this.code) === "") return this.unknown();
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

  /** Says who invites. A seat is asked for only when that is wanted: INVITE-7. */
  private async invite(current: () => boolean): Promise<void> {
    const { app, code } = this;
    const answer = await askInvite(code);
    if (!current()) return;
    if (answer?.state === "unknown") return this.unknown();
    if (answer?.state === "over") return this.say("roomOverTitle", more("roomOver"), []);
    if (answer?.state === "full") return this.full(answer);
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
        found: (offer) => void flow.accept(offer),
        closed: (code) => void this.closed(code),
      },
    );
  }

  private show(status: InviteStatus): void {
    const { app } = this;
    if (this.code !== status.code) {
      this.code = status.code;
      keepRoom(status.code);
      app.rename({ page: "room", code: status.code });
    }
    app.title.set(more("roomWaiting"));
    if (this.waiting) return this.waiting.update(status);
    this.waiting = createInvite({
      status,
      link: new URL(addressOf({ page: "room", code: status.code }), location.href).href,
      ownName: app.settings.now.name,
      onWatch: (allowed) => this.flow.lobby?.allowSpectators(allowed),
      onLeave: () => app.go({ page: "home" }),
    });
    app.screen.show(this.waiting.element);
  }

  private async closed(reason: number): Promise<void> {
    const current = this.flow.begin();
    this.waiting = null;
    if (reason === CloseReason.inviteUnknown) return this.unknown();
    if (reason === CloseReason.inviteOver) return this.say("roomOverTitle", more("roomOver"), []);
    if (reason !== CloseReason.inviteFull) return this.flow.showError(reason, false);
    const answer = await askInvite(this.code);
    if (!current()) return;
    if (answer?.state !== "full") return this.say("roomFullTitle", more("roomOver"), []);
    this.full(answer);
  }

  private full({ players, watch: mayWatch }: FullRoom): void {
    const [left = "", right = ""] = players;
    const watch: Way = {
      label: more("watchInstead"),
      go: () => this.app.go({ page: "watch", id: this.code }),
    };
    this.say("roomFullTitle", more("roomFull", { left, right }), mayWatch ? [watch] : []);
  }

  private unknown(): void {
    this.say("roomUnknownTitle", more("roomUnknown", { code: showCode(this.code) }), []);
  }

  private say(
    title: "roomOverTitle" | "roomFullTitle" | "roomUnknownTitle",
    message: string,
    ways: Way[],
  ): void {
    const { app } = this;
    const anew: Way = { label: more("newRoom"), go: () => app.go({ page: "room", code: "" }) };
    app.title.set("");
    const mark = title === "roomFullTitle" ? "whole" : "empty";
    app.screen.show(createNotice(more(title), message, [...ways, anew, this.home], mark));
  }

  private get home(): Way {
    return { label: text("home"), go: () => this.app.go({ page: "home" }) };
  }

  stop(): void {
    this.rules?.stop();
    this.flow.stop();
  }
}
