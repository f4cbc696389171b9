/** How many of many attempts failed, and the first reason. */
export interface Outcome {
  readonly done: number;
  readonly failed: number;
  readonly firstError: unknown;
}

/** Does something for each, a few at once; one that fails does not keep the others from it. */
export const forEachBounded = async <T>(
  all: readonly T[],
  atOnce: number,
  run: (one: T) => Promise<unknown>,
): Promise<Outcome> => {
  const waiting = [...all];
  const outcome = { done: 0, failed: 0, firstError: null as unknown };
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await run(next);
        outcome.done += 1;
      } catch (error) {
        outcome.failed += 1;
        outcome.firstError ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcome;
};
