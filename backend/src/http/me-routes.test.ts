import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createFakeClock } from '../../test/fakes/clock.js';
import { createMeRoutes } from './me-routes.js';
import { isAdmin, isHubAdmin } from '../auth/principal.js';
import { Tickets } from '../auth/tickets.js';

interface Case {
  readonly who: string;
  readonly admin: boolean;
  readonly scopes: readonly string[];
  readonly sees: readonly string[];
}

/** The bar of the hub's own pages is held to the same answers, by `hub/tests/test_navigation.py`. */
const file = fileURLToPath(new URL('../../../hub/tests/who_sees_what.json', import.meta.url));
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

it.each(cases.map(one => [one.who, one] as const))('tells %s which pages are theirs', (_, one) => {
  const clock = createFakeClock();
  const { getMe } = createMeRoutes({
    clock,
    tickets: new Tickets(clock),
    keepsPasswords: () => true,
    hubUrl: '/hub/',
    version: '0',
    fullDisks: () => [{ of: 'data', freeBytes: 0, totalBytes: 1 }],
  });
  const owner = { name: 'tess', kind: 'user' as const, scopes: [...one.scopes] };
  const caller = {
    ...owner,
    admin: isAdmin(owner, one.admin),
    hubAdmin: isHubAdmin(owner, one.admin),
    groups: [],
    scopes: new Set(one.scopes),
    tokenId: null,
    via: 'session' as const,
  };
  const call = { params: {}, query: undefined, body: undefined, token: null };
  expect(getMe({ ...call, caller })).toMatchObject({
    can: {
      users: one.sees.includes('users'),
      groups: one.sees.includes('groups'),
      administer: one.sees.includes('administer'),
    },
    fullDisks: one.sees.includes('administer') ? [{ of: 'data' }] : [],
  });
});
