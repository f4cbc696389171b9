import { inEnglish, render } from '../../lib/catalog.js';
import { readMessage, storedMessage, text } from '../../lib/text.js';
import { stopWords } from './stop-reasons.js';

const HOUR = 3_600_000;

it.each([
  [30_000, '1 min'],
  [45 * 60_000, '45 min'],
  [1.5 * HOUR, '1.5 h'],
  [24 * HOUR, '24 h'],
  [24.4 * HOUR, '24 h'],
])('a span of %d ms reads as %s', (spanMs, words) => {
  const said = text('sessions.stoppedIdle', { time: '02:10', after: { spanMs } });
  expect(inEnglish(said)).toContain(` after ${words} without`);
});

it('a stop says when, why, and that nothing was lost', () => {
  const stop = { atMs: Date.UTC(2026, 0, 1, 2, 10), timeZone: 'UTC', ageMs: 48 * HOUR };
  expect(inEnglish(stopWords({ ...stop, reason: 'idle', idleMs: 24 * HOUR }))).toBe(
    'Stopped at 02:10 after 24 h without activity. Your files are safe.',
  );
  expect(inEnglish(stopWords({ ...stop, reason: 'max_age', idleMs: 0 }))).toBe(
    'Stopped at 02:10 after 48 h, the longest that a server may run. Your files are safe.',
  );
});

it('a stop that was stored is read in any language', () => {
  const stop = { atMs: Date.UTC(2026, 0, 1, 1, 10), timeZone: 'Europe/Berlin', ageMs: HOUR };
  const stored = storedMessage(stopWords({ ...stop, reason: 'idle', idleMs: 1.5 * HOUR }));
  expect(render(readMessage(stored), 'fr')).toBe(
    'Arrêté à 02:10 après 1,5\u00a0h sans activité. Vos fichiers sont intacts.',
  );
});
