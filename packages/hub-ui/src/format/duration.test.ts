import {
  formatActive,
  formatCountdown,
  formatDuration,
  formatElapsed,
  formatHours,
} from './duration';

const MIN = 60_000;
const HOUR = 60 * MIN;

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [-10, '0 s'],
    [59_999, '59 s'],
    [MIN, '1 min'],
    [59 * MIN + 59_000, '59 min'],
    [HOUR, '1 h'],
    [3 * HOUR + 24 * MIN, '3 h 24 min'],
    [23 * HOUR + 59 * MIN, '23 h 59 min'],
    [24 * HOUR, '1 d'],
    [52 * HOUR, '2 d 4 h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('formatCountdown', () => {
  it.each([
    [73 * HOUR, '3 d 1 h'],
    [24 * HOUR + 59 * MIN, '24 h 59 min'],
    [2 * HOUR, '2 h'],
    [10 * MIN, '10 min'],
    [10 * MIN - 1, '9 min 59 s'],
    [MIN, '1 min 0 s'],
    [59_000, '59 s'],
    [0, '0 s'],
    [-1, '0 s'],
  ])('writes %d ms left as %s', (ms, text) => {
    expect(formatCountdown(ms)).toBe(text);
  });
});

describe('formatElapsed', () => {
  it.each([
    [-5, '0:00'],
    [4_200, '0:04'],
    [64_000, '1:04'],
    [HOUR + 2 * MIN + 3_000, '1:02:03'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});

describe('formatHours', () => {
  it.each([
    [0, '0 h'],
    [1, '1 h'],
    [0.5, '30 min'],
    [1.25, '1 h 15 min'],
    [0.999, '1 h'],
    [24, '24 h'],
    [36.5, '36 h 30 min'],
  ])('writes %d hours as %s', (hours, text) => {
    expect(formatHours(hours)).toBe(text);
  });
});

describe('formatActive', () => {
  it.each([
    [0, '0 h'],
    [0.01, '1 min'],
    [0.5, '30 min'],
    [1, '1 h'],
    [11.5, '12 h'],
  ])('writes %d hours as %s', (hours, text) => {
    expect(formatActive(hours)).toBe(text);
  });
});
