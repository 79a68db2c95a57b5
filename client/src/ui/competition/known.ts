/** What a page has been told of a competition, as it is by now. Pure: time is an argument. */
import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import type { OwnView } from "@quickpong/shared/protocol/competition-view.ts";
import { aged } from "./own-words.ts";
import type { Shown } from "./shown.ts";

/** Each part with when it was heard (ms): they come one by one. */
export class Known {
  private news: CompetitionNews | null = null;
  private own: OwnView | null;
  private newsAt = 0;
  private ownAt = 0;

  /** `own`: of a page that is told nothing of itself. */
  constructor(own: OwnView | null = null) {
    this.own = own;
  }

  hearNews(news: CompetitionNews | null, now: number): void {
    this.news = news;
    this.newsAt = now;
  }

  hearOwn(own: OwnView, now: number): void {
    this.own = own;
    this.ownAt = now;
  }

  /** Times that are left are less by what has passed; null until all is known. */
  at(now: number): Shown | null {
    const { news, own } = this;
    if (!news || !own) return null;
    const comeIn = Math.max(0, own.comeIn - (now - this.ownAt));
    return { news: aged(news, now - this.newsAt), own: { ...own, comeIn } };
  }
}
