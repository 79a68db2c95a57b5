/** Builds Phaser from its sources, without what the game does not use. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const CORE = fileURLToPath(new URL("core.cjs", import.meta.url));
const PHASER = dirname(createRequire(import.meta.url).resolve("phaser/package.json"));

/** What Phaser's own build answers for these; ours has no sound and no debugging. */
const FEATURES: Record<string, boolean> = {
  CANVAS_RENDERER: true,
  WEBGL_RENDERER: true,
  WEBGL_DEBUG: false,
  FEATURE_SOUND: false,
  PLUGIN_CAMERA3D: false,
  PLUGIN_FBINSTANT: false,
};
const FEATURE = new RegExp(`typeof (${Object.keys(FEATURES).join("|")})\\b`, "g");

/**
 * Parts that Phaser's core lists but makes only when asked: shader effects, noise, tile maps, files,
 * tweens, timers, sprites' animations, drawn paths, snapshots; keys, fingers and gamepads are read by the
 * page itself. They are replaced by nothing.
 */
const UNUSED = new RegExp(
  [
    "/loader/(?!events|FileTypesManager)",
    "/input/(gamepad|keyboard|mouse|touch)/",
    "/input/InputPlugin\\.js",
    "/(tweens|time|math/easing|renderer/snapshot|src/filters|gameobjects/sprite)/",
    "/math/(Quaternion|Euler|Matrix3|RotateVec3|Vector4|Hash\\w*)\\.js",
    "/textures/parsers/(?!index|Canvas|Image)",
    "/textures/DynamicTexture\\.js",
    "/gameobjects/graphics/",
    "/structs/RTree\\.js",
    "/webgl/renderNodes/BatchHandler(PointLight|Strip|Tri)\\.js",
    "/webgl/renderNodes/(FillPath|StrokePath|DrawLine|FillTri)\\.js",
    "/webgl/renderNodes/filters/(?!BaseFilter)",
    "/webgl/renderNodes/submitter/Submitter(MeshToQuad|SpriteGPULayer|TilemapGPULayer|Tile)\\.js",
    "/webgl/shaders/(Filter|Noise|SpriteGPULayer|TilemapGPULayer|Ramp|Gradient)",
  ].join("|"),
);

/** What it would leave in the page for everybody: itself, and names without a function behind them. */
const LEFT_BEHIND = /global\.Phaser = Phaser;|navigator\.(vibrate|getUserMedia) = [^;]+;/g;

/** A Vite plugin for the production build; the development server serves Phaser as it is. */
export function leanPhaser(): Plugin {
  return {
    name: "lean-phaser",
    apply: "build",
    enforce: "pre",
    resolveId(source) {
      if (source === "phaser") return CORE;
      // The package's exports do not offer its sources.
      if (source.startsWith("phaser/src/")) return join(PHASER, source.slice("phaser/".length));
      return null;
    },
    transform(code, id) {
      if (!id.startsWith(join(PHASER, "src"))) return null;
      if (UNUSED.test(id)) return "module.exports = {};";
      return code
        .replace(FEATURE, (_, name: string) => String(FEATURES[name]))
        .replace(LEFT_BEHIND, "");
    },
  };
}
