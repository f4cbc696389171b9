import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { missingEntries, platformOf } from './lockfile.mjs';

describe('the name of a platform package', () => {
  const names = {
    '@swc/core-darwin-arm64': { cpu: ['arm64'], os: ['darwin'] },
    '@swc/core-linux-x64-gnu': { cpu: ['x64'], os: ['linux'], libc: ['glibc'] },
    '@rspack/binding-linux-riscv64-musl': { cpu: ['riscv64'], os: ['linux'], libc: ['musl'] },
    '@rspack/binding-win32-ia32-msvc': { cpu: ['ia32'], os: ['win32'] },
    '@rspack/binding-wasm32-wasi': { cpu: ['wasm32'] },
  };
  for (const [name, platform] of Object.entries(names)) {
    it(`${name} says what it is for`, () => assert.deepEqual(platformOf(name), platform));
  }

  it('says nothing when it is an ordinary name', () => {
    assert.equal(platformOf('fsevents'), undefined);
    assert.equal(platformOf('@scope/linux/pretty'), undefined);
  });
});

describe('the missing entries of a lockfile', () => {
  const optionalDependencies = { 'a-darwin-x64': '1.0.0', 'a-linux-x64-gnu': '1.0.0' };

  it('are the platform packages that no folder above holds', () => {
    const lock = {
      packages: {
        '': {},
        'node_modules/a': { dev: true, optionalDependencies },
        'node_modules/a-linux-x64-gnu': {},
      },
    };
    assert.deepEqual(missingEntries(lock), {
      'node_modules/a-darwin-x64': {
        version: '1.0.0',
        cpu: ['x64'],
        os: ['darwin'],
        dev: true,
        optional: true,
      },
    });
  });

  it('are none when the package is found where Node would look', () => {
    const lock = {
      packages: {
        'packages/p/node_modules/a': { optionalDependencies: { 'a-darwin-x64': '1.0.0' } },
        'packages/p/node_modules/a-darwin-x64': {},
      },
    };
    assert.deepEqual(missingEntries(lock), {});
  });

  it('leave out a range, for which an entry would be a guess', () => {
    const lock = {
      packages: { 'node_modules/a': { optionalDependencies: { 'a-darwin-x64': '^1' } } },
    };
    assert.deepEqual(missingEntries(lock), {});
  });
});
