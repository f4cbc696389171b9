import { parseProxies } from '../config/networks.js';
import { createFakeClock } from '../../test/fakes/clock.js';
import { TrustedProxies } from './trusted-proxies.js';

const settle = () => new Promise(resolve => setImmediate(resolve));

it('knows a proxy by its name, and by another address once it was recreated', async () => {
  const clock = createFakeClock();
  const list = parseProxies('10.0.0.1, traefik');
  if (typeof list === 'string') throw new Error(list);
  let address = '172.18.0.2';
  const asked: string[] = [];
  const proxies = new TrustedProxies(list, {
    clock,
    resolve: name => {
      asked.push(name);
      return Promise.resolve([address]);
    },
  });
  await settle();
  expect(['10.0.0.1', '172.18.0.2', '172.18.0.3'].map(address => proxies.has(address))).toEqual([
    true,
    true,
    false,
  ]);
  address = '172.18.0.3';
  expect(proxies.has('172.18.0.3')).toBe(false);
  expect(asked).toEqual(['traefik']);
  await clock.advance(61_000);
  proxies.has('172.18.0.3');
  await settle();
  expect(['172.18.0.2', '172.18.0.3'].map(address => proxies.has(address))).toEqual([false, true]);
});

it('looks again soon for a proxy that has not started yet, and forgets no other meanwhile', async () => {
  const clock = createFakeClock();
  const list = parseProxies('traefik, late');
  if (typeof list === 'string') throw new Error(list);
  let asked = 0;
  let started = false;
  const proxies = new TrustedProxies(list, {
    clock,
    resolve: name => {
      if (name === 'traefik') return Promise.resolve(['172.18.0.2']);
      asked += 1;
      return started ? Promise.resolve(['172.18.0.9']) : Promise.reject(new Error('unknown'));
    },
  });
  await settle();
  expect(['172.18.0.2', '172.18.0.9'].map(address => proxies.has(address))).toEqual([true, false]);
  await settle();
  expect(asked).toBe(1);
  started = true;
  await clock.advance(1_100);
  proxies.has('172.18.0.9');
  await settle();
  expect(['172.18.0.2', '172.18.0.9'].map(address => proxies.has(address))).toEqual([true, true]);
  await clock.advance(30_000);
  proxies.has('172.18.0.9');
  await settle();
  expect(asked).toBe(2);
});
