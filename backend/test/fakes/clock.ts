import type { Clock } from '../../src/lib/clock.js';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on and runs what falls due on the way, letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock without touching timers, as an administrator would. */
  setWall(epochMs: number): void;
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
};

export const createFakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let elapsed = 0;
  let offset = startMs;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => offset + elapsed,
    monotonicMs: () => elapsed,
    after: (delayMs, run) => {
      const timer = { at: elapsed + Math.max(0, delayMs), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async ms => {
      const end = elapsed + ms;
      await settle();
      for (;;) {
        const next = [...timers].filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        elapsed = Math.max(elapsed, next.at);
        timers.delete(next);
        next.run();
        await settle();
      }
      elapsed = end;
      await settle();
    },
    setWall: epochMs => {
      offset = epochMs - elapsed;
    },
  };
};
