/** The player of this browser: matches, devices, a code for another one, and what is stored. */
import type { Device, OwnIdentity, OwnPlayer } from "@quickpong/shared/protocol/players.ts";
import type { AppContext, Page } from "../app-context.ts";
import { h } from "../platform/dom.ts";
import { claimKept } from "../session/claim-matches.ts";
import {
  type Answer,
  deletePlayer,
  exportAddress,
  fetchDevices,
  fetchOwnPlayer,
  fetchProfile,
  signOut,
} from "../session/players-api.ts";
import { openMovePanel } from "../ui/move-panel.ts";
import { createNoPlayer } from "../ui/no-player.ts";
import { createNotice } from "../ui/notice.ts";
import { loadQuestion } from "../ui/overlay-modules.ts";
import { createOwnTools, type OwnTools } from "../ui/own-tools.ts";
import { playerText } from "../ui/player-texts.ts";
import type { Question } from "../ui/question.ts";
import { openRecoveryPanel } from "../ui/recovery-panel.ts";
import { text } from "../ui/texts.ts";
import { askFor } from "./asking.ts";
import { ProfileSheet } from "./profile-sheet.ts";

export const mePage: Page = (app) => {
  const page = new MePage(app);
  void page.come();
  return () => page.stop();
};

class MePage {
  private readonly app: AppContext;
  private sheet: ProfileSheet | null = null;
  private tools: OwnTools | null = null;
  /** What closes the panel that is open. */
  private panel: "none" | "coming" | (() => void) = "none";
  private here = true;

  constructor(app: AppContext) {
    this.app = app;
  }

  async come(): Promise<void> {
    const { app } = this;
    const wanted = () => this.here;
    const again = () => void this.come();
    await claimKept();
    const own = await askFor(app, fetchOwnPlayer(), wanted, again);
    if (!own) return;
    if (!own.player) return this.nobody(own);
    const profile = await askFor(app, fetchProfile(own.player.id), wanted, again);
    if (!profile) return;
    this.sheet = new ProfileSheet(app, profile, true);
    this.tools = this.createTools(own.player);
    const failing = own.memory === "ready" ? null : warning();
    void this.sheet.show(failing, this.tools.element);
    void this.showDevices();
  }

  /** There is no player yet: says how there will be one. */
  private nobody({ memory }: OwnPlayer): void {
    const { app } = this;
    app.title.set(text("yourMatches"));
    app.screen.show(createNoPlayer(memory, app.go));
  }

  private createTools({ name }: OwnIdentity): OwnTools {
    return createOwnTools({
      go: this.app.go,
      exportAddress: exportAddress(),
      onMove: () => this.open(openMovePanel),
      onRecovery: (has) => {
        const onMade = () => void this.showDevices();
        this.open((onClosed) => openRecoveryPanel({ has, name, onMade, onClosed }));
      },
      onSignOut: (device) => this.signOut(device),
      onDelete: () => this.deleteAll(),
    });
  }

  private signOut(device: Device): void {
    const { current, id, label } = device;
    this.ask(
      {
        title: () => playerText("signOutTitle"),
        message: () =>
          current ? playerText("signOutHere") : playerText("signOutOther", { device: label }),
        yes: () => playerText("signOut"),
      },
      () => signOut(id),
      () => (current ? this.app.go({ page: "me" }) : void this.showDevices()),
    );
  }

  private deleteAll(): void {
    this.ask(
      {
        title: () => playerText("deleteTitle"),
        message: () => playerText("deleteText"),
        yes: () => playerText("deleteAll"),
      },
      deletePlayer,
      () => this.gone(),
    );
  }

  /** Asks before it does what can't be undone. */
  private ask(
    words: Pick<Question, "title" | "message" | "yes">,
    act: () => Promise<Answer<unknown>>,
    done: () => void,
  ): void {
    const answered = async () => {
      const { ok } = await act();
      if (!this.here) return;
      if (ok) done();
      else this.tools?.say(playerText("wentWrong"));
    };
    const no = () => text("cancel");
    const onYes = () => void answered();
    this.open(async (onClosed) => {
      const { openQuestion } = await loadQuestion();
      return openQuestion({ ...words, no, onYes, onClosed });
    });
  }

  /** One panel at a time; going back closes it and nothing else. */
  private open(panel: (onClosed: () => void) => Promise<() => void>): void {
    if (this.panel !== "none") return;
    this.panel = "coming";
    const onClosed = () => {
      this.panel = "none";
      this.app.setLeaveGuard(null);
    };
    const opened = (close: () => void) => {
      this.panel = close;
      if (!this.here) return close();
      this.app.setLeaveGuard(() => {
        close();
        return true;
      });
    };
    panel(onClosed).then(opened, () => {
      this.panel = "none";
      this.tools?.say(playerText("wentWrong"));
    });
  }

  private async showDevices(): Promise<void> {
    const answer = await fetchDevices();
    if (this.here) this.tools?.setDevices(answer.ok ? answer.value : null);
  }

  private gone(): void {
    const { app } = this;
    this.sheet?.stop();
    const ways = [
      { label: text("play"), go: () => app.go({ page: "play" }) },
      { label: text("home"), go: () => app.go({ page: "home" }) },
    ];
    app.screen.show(createNotice(playerText("deleted"), "", ways, "empty"));
  }

  stop(): void {
    this.here = false;
    this.sheet?.stop();
    if (typeof this.panel === "function") this.panel();
    this.app.setLeaveGuard(null);
    this.app.screen.show(null);
  }
}

const warning = (): HTMLElement =>
  h("p", { class: "caution", role: "status" }, playerText("failingHint"));
