/** What every page is made with. */
import type { MatchServices } from "./match/match-services.ts";
import type { Route } from "./routing/routes.ts";
import type { Backdrop } from "./ui/backdrop.ts";
import type { Title } from "./ui/title.ts";

export interface AppContext extends MatchServices {
  backdrop: Backdrop;
  title: Title;
  /** Goes to another page, as a link would. */
  go(route: Route): void;
  /** The page shown now has this address from now on. */
  rename(route: Route): void;
  /** Keeps what the page shown now wants to find again when it is come back to, or loaded anew. */
  keepNote(note: unknown): void;
  /** What the page shown now has kept. */
  readNote(): unknown;
}

/** A page that is shown; the function takes it away again. */
export type Page = (app: AppContext) => () => void;
