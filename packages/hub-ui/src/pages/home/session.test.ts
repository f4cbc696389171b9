import { sessionOf } from '../../testing/samples';
import { dueWarning, extendChoices, remainingMs } from './session';

it.each([
  [24, [1, 4, 12]],
  [12, [1, 4, 12]],
  [5, [1, 4]],
  [1, [1]],
  [0.5, [0.5]],
  [0, []],
  [-1, []],
])('offers for %d available hours: %j', (available, choices) => {
  expect(extendChoices(available)).toEqual(choices);
});

const deadline = '2026-01-01T10:00:00.000Z';
const before = (minutes: number): number => Date.parse(deadline) - minutes * 60_000;

it('counts down to the deadline and not below zero', () => {
  expect(remainingMs(sessionOf({ deadline }), before(2))).toBe(120_000);
  expect(remainingMs(sessionOf({ deadline }), before(-5))).toBe(0);
  expect(remainingMs(sessionOf({ deadline: null }), before(2))).toBeNull();
});

it.each([
  [31, null],
  [30, 30],
  [6, 30],
  [5, 5],
  [0, 5],
])('with %d minutes left the warning is %s', (minutes, warning) => {
  const session = sessionOf({ deadline, warnMinutes: [30, 5] });
  expect(dueWarning(session, before(minutes))).toBe(warning);
});
