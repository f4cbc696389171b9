import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duplicatedRuns } from './duplicates.mjs';
import { filesInCircles } from './python-imports.mjs';

const lines = (count, word) =>
  Array.from({ length: count }, (_, index) => `${word}(${index});`).join('\n');

test('a run in two files is counted once, with its whole length', () => {
  const sources = [
    { file: 'a', text: `${lines(3, 'own')}\n${lines(15, 'same')}\n${lines(3, 'other')}` },
    { file: 'b', text: `${lines(15, 'same')}` },
  ];
  assert.deepEqual(duplicatedRuns(sources), [{ lines: 15, places: ['a:4', 'b:1'] }]);
});

test('seven equal lines are an idiom', () => {
  assert.deepEqual(duplicatedRuns(['a', 'b'].map(file => ({ file, text: lines(7, 'same') }))), []);
});

const at = name => `hub/src/perijove/${name}.py`;

test('finds import cycles', () => {
  const sources = [
    { file: at('a'), text: 'from .b import (\n    one,\n    two,\n)\n' },
    { file: at('b'), text: 'from .inner import c\n' },
    { file: at('inner/c'), text: 'from ..a import three\n' },
    { file: at('d'), text: 'from perijove.a import four\n' },
    { file: at('e'), text: 'if TYPE_CHECKING:\n    from .f import F\n' },
    { file: at('f'), text: 'from .e import E\n' },
  ];
  assert.deepEqual(filesInCircles(sources), [at('a'), at('b'), at('inner/c')]);
});
