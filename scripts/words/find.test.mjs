import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRetired, folderOf } from './find.mjs';

const found = text => findRetired(text, ['waiting room', 'trail']).map(({ word }) => word);

test('a retired word is found in identifiers, file names and sentences', () => {
  for (const text of [
    'createWaitingRoom',
    'waiting-room.ts',
    'WAITING_ROOM',
    'The waiting room.',
  ]) {
    assert.deepEqual(found(text), ['waiting room'], text);
  }
  assert.deepEqual(found('the audit trail'), ['trail']);
});

test('a longer word and a line break are something else', () => {
  assert.deepEqual(found('trailing, waiting\nroom, trails'), []);
});

test('it tells the line', () => {
  assert.equal(findRetired('a\nb\na trail', ['trail'])[0].line, 3);
});

test('a package is a folder of its own', () => {
  assert.equal(folderOf('packages/hub-ui/src/a.ts'), 'packages/hub-ui');
  assert.equal(folderOf('backend/src/a.ts'), 'backend');
  assert.equal(folderOf('README.md'), '.');
});
