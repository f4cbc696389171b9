import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { recipeHash } from './recipe.mjs';

describe('the hash of a recipe', () => {
  let root = '';
  const hash = facts => recipeHash({ root, inputs: ['image', 'notes.txt'], facts });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'perijove-recipe-'));
    mkdirSync(join(root, 'image'));
    writeFileSync(join(root, 'image', 'Dockerfile'), 'FROM scratch\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('stays the same while nothing changes', () =>
    assert.equal(hash({ A: '1' }), hash({ A: '1' })));

  it('changes with a file, with its name, and with a new file', () => {
    const seen = new Set([hash()]);
    writeFileSync(join(root, 'image', 'Dockerfile'), 'FROM debian\n');
    seen.add(hash());
    renameSync(join(root, 'image', 'Dockerfile'), join(root, 'image', 'Dockerfile.debian'));
    seen.add(hash());
    writeFileSync(join(root, 'notes.txt'), '');
    seen.add(hash());
    assert.equal(seen.size, 4);
  });

  it('changes with a build argument', () => assert.notEqual(hash({ A: '1' }), hash({ A: '2' })));

  it('ignores build results', () => {
    const before = hash();
    mkdirSync(join(root, 'image', 'node_modules'));
    writeFileSync(join(root, 'image', 'node_modules', 'x.js'), '');
    assert.equal(hash(), before);
  });
});
