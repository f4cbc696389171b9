#!/usr/bin/env node
/**
 * Keeps retired words out: of identifiers, file names, texts and documents.
 *
 * `retired.json` has the words and what this repository says instead. `remaining.json` counts, per
 * folder, what is still to be renamed: a count may fall and never rise, and a folder without a count
 * has none.
 *
 *   node scripts/words/check.mjs [--tighten]      --tighten writes the counts that have fallen
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { main, note, UserError } from '../setup/log.mjs';
import { at, root } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';
import { findRetired, folderOf } from './find.mjs';

const REMAINING = at('scripts/words/remaining.json');

/** Generated files, quotes, released files, and texts in other languages. */
const skipped =
  /^scripts\/words\/|(^|\/)(LICENSE|CHANGELOG\.md|package-lock\.json|password-words\.ts)$|\/migrations\/|\/locales?\/(?!en)|\.(png|ico|svg|sql)$/;

const read = path => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // Deleted but not yet committed.
  }
};

const readJson = path => JSON.parse(read(path) || '{}');

/** Per folder and word: how often, and where first. */
const count = async retired => {
  const files = (await run('git', ['ls-files'], { cwd: root })).split('\n').filter(Boolean);
  const found = {};
  for (const file of files.filter(name => !skipped.test(name))) {
    for (const { word, line } of findRetired(`${file}\n${read(at(file))}`, Object.keys(retired))) {
      const entry = ((found[folderOf(file)] ??= {})[word] ??= { times: 0, where: [] });
      entry.times += 1;
      // The name of the file stands in front of its first line.
      entry.where.push(`${file}:${Math.max(1, line - 1)}`);
    }
  }
  return found;
};

const sorted = record =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

const counts = found =>
  sorted(
    Object.fromEntries(
      Object.entries(found).map(([folder, words]) => [
        folder,
        sorted(Object.fromEntries(Object.entries(words).map(([word, { times }]) => [word, times]))),
      ]),
    ),
  );

await main(async () => {
  const { values } = parseArgs({ options: { tighten: { type: 'boolean', default: false } } });
  const retired = readJson(at('scripts/words/retired.json'));
  const remaining = readJson(REMAINING);
  const found = await count(retired);
  const risen = Object.entries(found).flatMap(([folder, words]) =>
    Object.entries(words)
      .filter(([word, { times }]) => times > (remaining[folder]?.[word] ?? 0))
      .map(([word, { times, where }]) => {
        const may = remaining[folder]?.[word] ?? 0;
        const places = where.slice(0, may === 0 ? 5 : 15).join(', ');
        return `${folder}: "${word}" ${times} times instead of ${may}; say "${retired[word]}" (${places})`;
      }),
  );
  if (risen.length > 0) throw new UserError(risen.join('\n'));
  if (values.tighten) {
    writeFileSync(REMAINING, `${JSON.stringify(counts(found), null, 2)}\n`);
    note('The counts are what they are now.');
  }
});
