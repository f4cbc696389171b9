import { strings } from '@perijove/contracts/strings';
import { stopWords } from './stop-reasons.js';

const { clockTime, span } = strings.sessions;
const HOUR = 3_600_000;

it.each([
  [30_000, '1 min'],
  [45 * 60_000, '45 min'],
  [1.5 * HOUR, '1.5 h'],
  [24 * HOUR, '24 h'],
  [24.4 * HOUR, '24 h'],
])('a span of %d ms reads as %s', (ms, words) => {
  expect(span(ms)).toBe(words);
});

it('the time is that of the configured zone', () => {
  expect(clockTime(Date.UTC(2026, 0, 1, 1, 10), 'Europe/Berlin')).toBe('02:10');
});

it('a stop says when, why, and that nothing was lost', () => {
  const stop = { atMs: Date.UTC(2026, 0, 1, 2, 10), timeZone: 'UTC', ageMs: 48 * HOUR };
  expect(stopWords({ ...stop, reason: 'idle', idleMs: 24 * HOUR })).toBe(
    'Stopped at 02:10 after 24 h without activity. Your files are safe.',
  );
  expect(stopWords({ ...stop, reason: 'max_age', idleMs: 0 })).toBe(
    'Stopped at 02:10 after 48 h, the longest that a server may run. Your files are safe.',
  );
});
