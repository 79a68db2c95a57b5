/** A link to another page of the game: it has an address, and a plain press goes there without a load. */
import { h } from "../platform/dom.ts";
import { addressOf, type Route } from "../routing/routes.ts";

type Children = Parameters<typeof h>[2][];

/** Builds it; with Ctrl, Cmd or Shift the browser opens it elsewhere, as it does every link. */
export function routeLink(
  route: Route,
  go: (route: Route) => void,
  attributes: Record<string, string> = {},
  ...children: Children
): HTMLAnchorElement {
  const link = h("a", { href: addressOf(route), ...attributes }, ...children);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(route);
  });
  return link;
}
