import { formatAgo, formatUntil } from './instant';

const now = Date.parse('2026-03-10T12:00:00.000Z');

describe('formatAgo', () => {
  it.each([
    ['2026-03-10T12:00:03.000Z', 'just now'],
    ['2026-03-10T11:59:30.000Z', 'just now'],
    ['2026-03-10T11:55:00.000Z', '5 min ago'],
    ['2026-03-10T09:10:00.000Z', '2 h ago'],
    ['2026-03-09T12:00:00.000Z', '1 day ago'],
    ['2026-03-01T12:00:00.000Z', '9 days ago'],
  ])('says of %s: %s', (instant, text) => {
    expect(formatAgo(instant, now)).toBe(text);
  });
});

describe('formatUntil', () => {
  it.each([
    ['2026-03-10T11:00:00.000Z', 'in a moment'],
    ['2026-03-10T12:30:00.000Z', 'in 30 min'],
    ['2026-03-10T15:59:00.000Z', 'in 3 h'],
    ['2026-03-17T11:59:00.000Z', 'in 6 days'],
  ])('says of %s: %s', (instant, text) => {
    expect(formatUntil(instant, now)).toBe(text);
  });
});
