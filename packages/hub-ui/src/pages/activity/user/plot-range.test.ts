import { plotRangeOf } from './plot-range';

const startMs = Date.UTC(2026, 2, 10, 9);
const hour = (since: string | null) =>
  plotRangeOf({
    start: new Date(startMs).toISOString(),
    since,
    stepSeconds: 60,
    cpuPercent: new Array<number | null>(60).fill(null),
  });
const minute = (count: number): string => new Date(startMs + count * 60_000).toISOString();

it('shows the whole range of a user who was recorded before it', () => {
  expect(hour(minute(-5))).toEqual({ from: 0, sinceMs: null, padded: false });
  expect(hour(minute(0.5))).toEqual({ from: 0, sinceMs: null, padded: false });
});

it('shows the whole range when nothing is known', () => {
  expect(hour(null)).toEqual({ from: 0, sinceMs: null, padded: false });
});

it('begins where the recording does', () => {
  expect(hour(minute(20.5))).toEqual({ from: 20, sinceMs: startMs + 20.5 * 60_000, padded: false });
});

it('keeps some empty time before the first moments', () => {
  expect(hour(minute(59))).toEqual({ from: 48, sinceMs: startMs + 59 * 60_000, padded: true });
});
