/**
 * Calls `action` at most once per `waitMs` and key: at once when it is quiet, and once more at
 * the end of a burst, so that the last change is never missed.
 */
export const throttleByKey = (
  action: (key: string) => void,
  waitMs: number,
): ((key: string) => void) => {
  const waiting = new Map<string, { again: boolean }>();
  const run = (key: string): void => {
    const entry = { again: false };
    waiting.set(key, entry);
    setTimeout(() => {
      waiting.delete(key);
      if (entry.again) run(key);
    }, waitMs);
    action(key);
  };
  return key => {
    const entry = waiting.get(key);
    if (entry === undefined) run(key);
    else entry.again = true;
  };
};
