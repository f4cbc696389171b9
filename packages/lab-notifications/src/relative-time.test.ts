import { relativeTime } from './relative-time';

const AT = Date.parse('2030-01-01T12:00:00.000Z');
const after = (seconds: number) => relativeTime(AT, AT + seconds * 1000, 'en');

describe('a relative time', () => {
  it.each([
    [0, 'now'],
    [59, 'now'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [3600, '1 hour ago'],
    [86_400, 'yesterday'],
    [5 * 86_400, '5 days ago'],
    [-30, 'now'],
  ])('after %s seconds is “%s”', (seconds, text) => {
    expect(after(seconds).text).toBe(text);
  });

  it.each([0, 59, 60, 3599, 3600, 90_000])(
    'after %s s keeps its text until `changesAtMs`',
    seconds => {
      const { text, changesAtMs } = after(seconds);
      expect(changesAtMs).toBeGreaterThan(AT + seconds * 1000);
      expect(relativeTime(AT, changesAtMs - 1, 'en').text).toBe(text);
      expect(relativeTime(AT, changesAtMs, 'en').text).not.toBe(text);
    },
  );
});
