import type { SessionView } from '@perijove/contracts';
import { extendChoices } from './extend-choices';
import { aSession, inMinutes } from './testing/fixtures';

const withHours = (availableHours: number, differs: Partial<SessionView> = {}) =>
  extendChoices(
    aSession({ extension: { usedHours: 0, availableHours, maxHours: 24 }, ...differs }),
  );

describe('the hours to choose from', () => {
  it('are one, four and all that remains', () => {
    expect(withHours(21)).toEqual({ kind: 'open', hours: [1, 4], rest: 21 });
  });

  it('are never more than what remains, and have no duplicates', () => {
    expect(withHours(4)).toEqual({ kind: 'open', hours: [1, 4], rest: null });
    expect(withHours(2.5)).toEqual({ kind: 'open', hours: [1], rest: 2.5 });
    expect(withHours(0.5)).toEqual({ kind: 'open', hours: [], rest: 0.5 });
  });

  it('end at the maximum run time', () => {
    expect(withHours(21, { maxAgeDeadline: inMinutes(120 + 150) })).toEqual({
      kind: 'open',
      hours: [1],
      rest: 2.5,
    });
  });

  it.each([
    ['not_needed', { deadline: null }],
    ['not_allowed', { canExtend: false }],
    ['max_age', { maxAgeDeadline: inMinutes(120) }],
    ['not_offered', { extension: { usedHours: 0, availableHours: 0, maxHours: 0 } }],
    ['used_up', { extension: { usedHours: 24, availableHours: 0, maxHours: 24 } }],
  ] as const)('are none: %s', (why, differs) => {
    expect(extendChoices(aSession(differs))).toEqual({ kind: 'blocked', why });
  });
});
