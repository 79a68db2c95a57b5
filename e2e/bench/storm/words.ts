/** Storms in words, and how they compare. Pure. */
import { VARIANTS, type Variant } from "../server/variants.ts";
import type { Storm } from "./storm.ts";

type Storms = Readonly<Record<Variant, readonly Storm[]>>;

/** A storm in one line. */
export function stormLine(name: string, storm: Storm): string {
  const { isOver, playing, lasted, server, clients, late } = storm;
  const outcome = `${isOver ? "" : "FAILED: only "}${playing} play after ${lasted.toFixed(0)} ms`;
  const cpu = `${server.toFixed(0)} us of the server, ${clients.toFixed(0)} us of the clients`;
  return `${name.padEnd(12)} ${outcome}; CPU of a join ${cpu}; ticks late p99 ${late.toFixed(1)} ms`;
}

/** The medians of each variant, and ours against the others'. Storms that did not end are in none of them. */
export function summaryLines(storms: Storms): string[] {
  const of = (variant: Variant) => medians(storms[variant].filter(({ isOver }) => isOver));
  const lines = VARIANTS.map((variant) => {
    const found = of(variant);
    const failed = storms[variant].filter(({ isOver }) => !isOver).length;
    if (!found) return `${variant.padEnd(12)} none of ${failed} storms ended`;
    return stormLine(variant, found) + (failed > 0 ? ` (without ${failed} that failed)` : "");
  });
  const ours = of("quickpong");
  for (const variant of ["usual", "floor"] as const) {
    const other = of(variant);
    if (!ours || !other) continue;
    const share = (what: "lasted" | "server") => (ours[what] / other[what]).toFixed(2);
    lines.push(
      `against ${variant}: ${share("lasted")} of the time, ${share("server")} of the server's CPU`,
    );
  }
  return lines;
}

function medians(storms: readonly Storm[]): Storm | undefined {
  if (storms.length === 0) return undefined;
  const median = (key: Exclude<keyof Storm, "isOver">): number => {
    const sorted = storms.map((found) => found[key]).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] as number;
  };
  return {
    isOver: true,
    playing: median("playing"),
    lasted: median("lasted"),
    server: median("server"),
    clients: median("clients"),
    late: median("late"),
  };
}
