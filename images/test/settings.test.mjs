import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../scripts/docker/images.mjs';

// Settings of single processes, which operators never set with Compose.
const NOT_WITH_COMPOSE = new Set([
  'PERIJOVE_DATA',
  'PERIJOVE_IP',
  'PERIJOVE_PORT',
  'PERIJOVE_HUB_PORT',
  'PERIJOVE_PROXY_API_PORT',
  'PERIJOVE_BACKEND',
  'PERIJOVE_BACKEND_PORT',
  'PERIJOVE_NETWORK_GATEWAY',
  'PERIJOVE_INTERNAL_TOKEN',
  'PERIJOVE_SERVICE_TOKEN',
  'PERIJOVE_LAB_BIN',
  'PERIJOVE_LABEXTENSIONS',
  'PERIJOVE_DOCKER_HOST',
  'PERIJOVE_TEMPLATES',
]);

const read = path => readFileSync(join(ROOT, path), 'utf8');

describe('compose.yml', () => {
  const settings = ['settings.ts', 'wiring-settings.ts'].flatMap(file => [
    ...read(`backend/src/config/${file}`).matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm),
  ]);
  const names = settings.map(([, name]) => name);
  const passed = new Set(
    [...read('compose.yml').matchAll(/^ +([A-Z][A-Z0-9_]+):/gm)].map(m => m[1]),
  );

  it('finds the table of settings', () => assert.ok(names.length > 40, names.join()));

  for (const name of names.filter(each => !NOT_WITH_COMPOSE.has(each))) {
    it(`passes ${name} on`, () => assert.ok(passed.has(name)));
  }

  it('passes on only settings that the backend accepts', () => {
    const own = [...passed].filter(name => name.startsWith('PERIJOVE_'));
    assert.deepEqual(
      own.filter(name => !names.includes(name)),
      [],
    );
  });
});
