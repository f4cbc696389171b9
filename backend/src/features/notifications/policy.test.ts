import { inEnglish } from '../../lib/catalog.js';
import type { DeliveryState } from '@perijove/contracts';
import fc from 'fast-check';
import { canSendTo, isAhead, sendTargetsOf, textProblem } from './policy.js';

const filter = (...scopes: string[]) => sendTargetsOf({ admin: false, scopes: new Set(scopes) });

describe('sendTargetsOf', () => {
  it('gives all users to administrators and to the unfiltered scope', () => {
    expect(sendTargetsOf({ admin: true, scopes: new Set() })).toEqual({ all: true });
    expect(filter('custom:perijove:notify')).toEqual({ all: true });
  });

  it('gives the groups of the filters and nothing for other scopes', () => {
    expect(filter('custom:perijove:notify!group=b', 'custom:perijove:notify!group=a')).toEqual({
      all: false,
      groups: ['a', 'b'],
    });
    expect(filter('custom:perijove:notify!user=ann', 'admin:users', 'custom:perijove')).toEqual({
      all: false,
      groups: [],
    });
  });

  it('never lets a filtered sender beyond their groups', () => {
    const names = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(names, names, (mine, wanted) => {
        const mayReach = filter(...mine.map(group => `custom:perijove:notify!group=${group}`));
        expect(canSendTo(mayReach, { to: 'groups', groups: wanted })).toBe(
          wanted.every(group => mine.includes(group)),
        );
        expect(canSendTo(mayReach, { to: 'all' })).toBe(false);
        expect(canSendTo(mayReach, { to: 'users', users: wanted })).toBe(false);
      }),
    );
  });
});

describe('isAhead', () => {
  it('orders the states strictly', () => {
    const state = fc.constantFrom<DeliveryState>('pending', 'delivered', 'seen', 'dismissed');
    fc.assert(
      fc.property(state, state, (a, b) => {
        expect(isAhead(a, b) && isAhead(b, a)).toBe(false);
        expect(isAhead(a, b) || isAhead(b, a)).toBe(a !== b);
      }),
    );
  });
});

describe('textProblem', () => {
  it.each(['Maintenance\nat 18:00', 'tab\there', 'żółć 🪐 漢字'])('accepts %j', text => {
    expect(textProblem(text, 140)).toBeNull();
  });
  it.each(['null\0byte', 'bell\u0007', 'half a pair \ud800'])('refuses %j', text => {
    expect(inEnglish(textProblem(text, 140) ?? '')).toMatch('cannot be displayed');
  });
});
