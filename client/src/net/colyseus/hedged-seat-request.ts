/** One seat, asked for over two connections when the first is slow to answer. */
import type { AnyRoom } from "./sdk-internals.ts";

/** An answer later than this (ms) leaves too little of the 5 s that the opponent waits to ask again. */
const SLOW_AFTER = 2500;
/** The server keeps the seat for so long (ms). */
const HOPELESS_AFTER = 8000;

/**
 * Asks by `ask`, and by `askAnew` as well once the first is lost or slow: it may have been heard by a
 * server that stalls, which then lets nobody else in, or by nobody. The one that is let in first is kept, the
 * other one ends: `ask` by its signal. Rejects with why the server had no seat.
 */
export async function hedgedSeatRequest(
  ask: (ended: AbortSignal) => Promise<AnyRoom | undefined>,
  askAnew: () => Promise<AnyRoom>,
): Promise<AnyRoom> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const hopeless = setTimeout(end, HOPELESS_AFTER);
  const asked = ask(ending.signal);
  try {
    return (await Promise.race([asked, slow()])) ?? (await anyOf(asked, askAnew()));
  } finally {
    clearTimeout(hopeless);
    end();
  }
}

const slow = () =>
  new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), SLOW_AFTER));

/** The first says best why there is no seat: to the second it may be one that is taken. */
async function anyOf(
  first: Promise<AnyRoom | undefined>,
  second: Promise<AnyRoom>,
): Promise<AnyRoom> {
  const seated = first.then((room) => room ?? Promise.reject(undefined));
  try {
    return await Promise.any([seated, second]);
  } catch (error) {
    const [why, whyNot] = (error as AggregateError).errors;
    throw why ?? whyNot;
  }
}
