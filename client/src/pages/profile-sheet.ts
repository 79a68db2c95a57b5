/** What the own page and those of others have in common: the profile, and matches page by page. */
import type { PlayerProfile } from "@quickpong/shared/protocol/players.ts";
import type { AppContext } from "../app-context.ts";
import { h } from "../platform/dom.ts";
import { fetchHistory } from "../session/players-api.ts";
import { createMatchList, type MatchList } from "../ui/match-history.ts";
import { loadBotFaces } from "../ui/overlay-modules.ts";
import { createProfile } from "../ui/profile.ts";
import { sheetHead } from "./sheet-head.ts";
import { SheetPlace } from "./sheet-place.ts";

/** More would make a page that is come back to slow. */
const PAGES_MAX = 10;

export class ProfileSheet {
  private readonly app: AppContext;
  private readonly player: PlayerProfile;
  private readonly own: boolean;
  private readonly place: SheetPlace;
  private readonly list: MatchList;
  /** They come with the practice pages; without them bots are names. */
  private faces: Awaited<ReturnType<typeof loadBotFaces>> | null = null;
  private next: number | null = null;
  private stopped = false;

  /** `own`: of the player of this browser. */
  constructor(app: AppContext, player: PlayerProfile, own: boolean) {
    this.app = app;
    this.player = player;
    this.own = own;
    this.place = new SheetPlace(app);
    this.list = createMatchList({
      go: app.go,
      faceOf: (bot) => this.faces?.botFace(bot) ?? null,
      onMore: () => void this.more(),
      now: Date.now(),
    });
  }

  /** Shows it, with `rest` below, and fetches as many matches as it had when it was left. */
  async show(note: HTMLElement | null, rest: HTMLElement | null): Promise<void> {
    const { app, list, own, player } = this;
    const element = h(
      "article",
      { class: "sheet" },
      sheetHead(app),
      note,
      h("div", { class: "columns" }, createProfile(player, own, app.go), list.element),
      rest,
    );
    app.title.set(player.name);
    app.screen.show(element);
    this.faces = await loadBotFaces().catch(() => null);
    for (let page = 0; page < Math.min(PAGES_MAX, this.place.found.pages); page++) {
      if (!(await this.more())) break;
    }
    if (element.parentElement) this.place.follow(element.parentElement);
  }

  stop(): void {
    this.stopped = true;
    this.place.stop();
  }

  /** Whether there are still more. */
  private async more(): Promise<boolean> {
    const answer = await fetchHistory(this.player.id, this.next);
    if (this.stopped) return false;
    this.list.add(answer.ok ? answer.value : null);
    if (!answer.ok) return false;
    this.next = answer.value.next;
    this.place.addPage();
    return this.next !== null;
  }
}
