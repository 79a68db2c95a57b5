/**
 * Says styles a second time for browsers that do not know container queries (Chrome before 105,
 * Safari before 16, Firefox before 110) or `color-mix` (Chrome before 111, Safari before 16.2, Firefox
 * before 113). Where a value has a `var()` a declaration before it would not do: that one counts as
 * understood, and then as nothing.
 */
import type { CSSOptions } from "vite";

type PostCss = Exclude<CSSOptions["postcss"], string | undefined>;
type Plugin = NonNullable<PostCss["plugins"]>[number];

const NO_CONTAINERS = "not (container: screen / size)";
const NO_MIXING = "not (color: color-mix(in srgb, red, red))";
/** `color-mix(in srgb, var(--colour) share, other)`; the share of a glow is counted out. */
const MIX =
  /color-mix\(in srgb, (var\(--[\w-]+\)) (?:calc\([^()]*(?:\([^()]*\))*\)|([\d.]+)%), ([^()]+|var\([^()]+\))\)/g;

/** The colour that there is more of; a shine does without. */
const unmixed = (value: string): string =>
  value.replace(MIX, (_, colour: string, share: string | undefined, other: string) =>
    share === undefined || (Number(share) < 40 && other !== "transparent") ? other : colour,
  );

/** A PostCSS plugin. */
export const olderStyles: Plugin = {
  postcssPlugin: "older-styles",
  Once(root, { AtRule }) {
    root.walkAtRules("container", (rule) => {
      // The one container is as high as the window.
      const media = new AtRule({ name: "media", params: rule.params.replace(/^screen /, "") });
      media.append(rule.clone().nodes ?? []);
      rule.after(new AtRule({ name: "supports", params: NO_CONTAINERS, nodes: [media] }));
    });
    root.walkRules((rule) => {
      const mixed = rule.nodes.filter(
        (node) => node.type === "decl" && node.value.includes("color-mix("),
      );
      if (mixed.length === 0) return;
      const plain = rule.clone({ nodes: [] });
      for (const node of mixed) {
        if (node.type !== "decl") continue;
        const value = unmixed(node.value);
        // It would be walked through again and again.
        if (value.includes("color-mix("))
          throw node.error(`older browsers need a var() first: ${value}`);
        plain.append(node.clone({ value }));
      }
      rule.after(new AtRule({ name: "supports", params: NO_MIXING, nodes: [plain] }));
    });
  },
};
