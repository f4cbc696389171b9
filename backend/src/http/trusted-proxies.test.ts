import { parseProxies } from '../config/networks.js';
import { createFakeClock } from '../platform/fake-clock.js';
import { createTrustedProxies } from './trusted-proxies.js';

const settle = () => new Promise(resolve => setImmediate(resolve));

it('knows a proxy by its name, and by another address once it was made anew', async () => {
  const clock = createFakeClock();
  const list = parseProxies('10.0.0.1, traefik, gone.lan');
  if (typeof list === 'string') throw new Error(list);
  let address = '172.18.0.2';
  const asked: string[] = [];
  const proxies = createTrustedProxies(list, {
    clock,
    resolve: name => {
      asked.push(name);
      return name === 'traefik' ? Promise.resolve([address]) : Promise.reject(new Error('unknown'));
    },
  });
  await settle();
  expect(['10.0.0.1', '172.18.0.2', '172.18.0.3'].map(proxies.has)).toEqual([true, true, false]);
  address = '172.18.0.3';
  expect(proxies.has('172.18.0.3')).toBe(false);
  expect(asked).toEqual(['traefik', 'gone.lan']);
  await clock.advance(61_000);
  proxies.has('172.18.0.3');
  await settle();
  expect(['172.18.0.2', '172.18.0.3'].map(proxies.has)).toEqual([false, true]);
});
