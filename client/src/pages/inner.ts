/** All pages but the first one, which does without them. */
import "../styles/match.css";
import type { Page } from "../app.ts";
import type { Route } from "../routes.ts";
import { playPage } from "./play.ts";
import { practicePage } from "./practice.ts";
import { roomPage } from "./room.ts";
import { unknownPage } from "./unknown.ts";
import { watchPage } from "./watch.ts";

export type InnerRoute = Exclude<Route, { page: "home" }>;

/** The page of a route. */
export function innerPage(route: InnerRoute): Page {
  switch (route.page) {
    case "play":
      return playPage;
    case "practice":
      return practicePage(route.level);
    case "room":
      return roomPage(route.code);
    case "watch":
      return watchPage(route.id);
    case "unknown":
      return unknownPage(route.path);
  }
}
