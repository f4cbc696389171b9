import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allowedHosts, parseHosts } from './hosts.js';

interface Case {
  readonly why: string;
  readonly configured: string;
  readonly public: readonly string[];
  readonly internal: readonly string[];
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
  readonly enforced: boolean;
}

/** The hub is held to the same table. */
const file = fileURLToPath(new URL('../../../hub/tests/allowed_hosts_cases.json', import.meta.url));
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

it.each(cases)('knows $why', ({ configured, allowed, refused, enforced, ...names }) => {
  const listed = parseHosts(configured);
  if (typeof listed === 'string') throw new Error(listed);
  const hosts = allowedHosts({ ...names, configured: listed });
  expect(allowed.filter(host => !hosts.has(host))).toEqual([]);
  expect(refused.filter(host => hosts.has(host))).toEqual([]);
  expect(hosts.enforced).toBe(enforced);
});

it.each(['hub.example.org:443', 'https://hub.example.org', 'a b', '-', 'hub/x', '**', '*example'])(
  'refuses %s in a list',
  text => {
    expect(typeof parseHosts(text)).toBe('string');
  },
);
