import { createFakeHub } from '../../../test/fakes/hub.js';
import type { Principal } from '../../auth/principal.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import { HubServices } from './service.js';

const caller = (...scopes: string[]): Principal => ({
  name: 'ada',
  kind: 'user',
  admin: false,
  hubAdmin: false,
  groups: [],
  scopes: new Set(scopes),
  tokenId: null,
  via: 'session',
});

const setUp = () => {
  const hub = createFakeHub();
  const clock = createFakeClock();
  hub.setServices([
    { name: 'perijove', path: '/services/perijove/', display: true },
    { name: 'wiki', path: '/services/wiki/', display: true },
    { name: 'board', path: '/services/board/', display: true },
    { name: 'hidden', path: '/services/hidden/', display: false },
    { name: 'robot', path: null, display: true },
  ]);
  const services = new HubServices({ hub, clock, log: silentLogger(), self: 'perijove' });
  const names = async (...scopes: string[]) =>
    (await services.of(caller(...scopes))).services.map(({ name }) => name);
  return { hub, clock, services, names };
};

it('shows what a user may open, by name, without what has no page, is hidden, or is us', async () => {
  const { names, services } = setUp();
  expect(await names('access:services')).toEqual(['board', 'wiki']);
  expect(await names('access:services!service=wiki')).toEqual(['wiki']);
  expect(await names('access:services!service=perijove')).toEqual([]);
  expect((await services.of(caller('access:services'))).services[1]).toEqual({
    name: 'wiki',
    url: '/services/wiki/',
  });
});

it('asks the hub once a minute at most', async () => {
  const { hub, clock, names } = setUp();
  await Promise.all([names('access:services'), names('access:services')]);
  hub.setServices([]);
  expect(await names('access:services')).toEqual(['board', 'wiki']);
  await clock.advance(60_000);
  expect(await names('access:services')).toEqual([]);
  expect(hub.calls.filter(call => call === 'services')).toHaveLength(2);
});

it('shows what was known while the hub is away', async () => {
  const { hub, clock, names } = setUp();
  await names('access:services');
  hub.setAway(true);
  await clock.advance(60_000);
  expect(await names('access:services')).toEqual(['board', 'wiki']);
});
