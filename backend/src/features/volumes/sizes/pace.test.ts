import { pauseMs } from './pace.js';

const HOUR = 3_600_000;

describe('the pause between two measurements', () => {
  it.each([
    ['is the interval', { costMs: 100, changed: false }, HOUR],
    ['is shorter while the volume changes', { costMs: 100, changed: true }, HOUR / 4],
    ['is longer where measuring takes long', { costMs: 200_000, changed: false }, 10_000_000],
    ['is longer there even while it changes', { costMs: 200_000, changed: true }, 10_000_000],
  ])('%s', (_what, facts, expected) => {
    expect(pauseMs({ intervalMs: HOUR, ...facts })).toBe(expected);
  });

  it('never lets measuring take more than a fiftieth of the time', () => {
    for (const costMs of [1, 1000, 60_000, HOUR]) {
      for (const changed of [true, false]) {
        expect(costMs / pauseMs({ intervalMs: HOUR, costMs, changed })).toBeLessThanOrEqual(0.02);
      }
    }
  });
});
