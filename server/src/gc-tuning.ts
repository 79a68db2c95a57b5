/** Short pauses for collecting garbage: while there is one, nobody's ball is ruled. */
import { setFlagsFromString } from "node:v8";

/**
 * Has V8 look through its young objects often and briefly. By itself it lets them grow to 64 MB and
 * then stops for 15 to 50 ms every few seconds, in part to wait for helpers where all cores are busy;
 * at 2 MB it is 2 or 3 ms ten times a second, on this thread alone. docs/adr/0015 has the figures.
 *
 * To be called before much is loaded: the space for young objects stays as large as it is by then,
 * which V8 has no setting for once it runs. Flags that V8 does not know any more are ignored.
 */
export function tuneGc(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--no-parallel-scavenge");
}
