/** An end to waits that have none of their own. */

/**
 * Resolves or rejects as `promise` does, or rejects without a code after `ms`; whatever it resolves to
 * after that is handed to `late`.
 */
export function withTimeout<T>(
  ms: number,
  promise: Promise<T>,
  late: (value: T) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let over = false;
    const giveUp = () => {
      over = true;
      reject(new Error(`no answer within ${ms} ms`));
    };
    const timer = setTimeout(giveUp, ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        if (over) late(value);
        else resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
