// `npm run house`: lines and files per part, full folders, import violations and duplicates.
// The same commit gives the same numbers.
//
//   npm run house -- [--rooms] [--duplicates]      every folder, every duplicated run
import { parseArgs } from 'node:util';
import { duplicatedRuns, LEAST_LINES } from './house/duplicates.mjs';
import { filesInCircles } from './house/python-imports.mjs';
import { partNames, readSources } from './house/sources.mjs';
import { bold, dim, main } from './setup/log.mjs';
import { bin, root } from './setup/root.mjs';
import { run } from './setup/run.mjs';

/** Folders with more files should be split. */
const FULL_ROOM = 20;

const sum = (of, key) => of.reduce((total, one) => total + one[key], 0);
const number = value => value.toLocaleString('en');
const row = (name, ...cells) =>
  console.log(`  ${name.padEnd(34)}${cells.map(cell => String(cell).padStart(10)).join('')}`);

const head = (title, ...cells) => {
  console.log('');
  row(title, ...cells);
};

const roomOf = ({ file }) => file.slice(0, file.lastIndexOf('/'));

/** Folders with their files, the largest first. */
const rooms = sources => {
  const files = new Map();
  for (const one of sources) files.set(roomOf(one), [...(files.get(roomOf(one)) ?? []), one]);
  return [...files]
    .map(([room, held]) => ({ room, files: held.length, lines: sum(held, 'lines') }))
    .sort((a, b) => b.files - a.files || (a.room < b.room ? -1 : 1));
};

/** Imports against the direction rule and circles, as dependency-cruiser finds them. */
const backwardImports = async () => {
  const args = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    'backend/src',
    'packages',
  ];
  const output = await run('sh', ['-c', `"$0" "$@" || true`, bin('depcruise'), ...args], {
    cwd: root,
  });
  return JSON.parse(output).summary.violations.length;
};

await main(async () => {
  const options = { rooms: { type: 'boolean' }, duplicates: { type: 'boolean' } };
  const { values } = parseArgs({ options });
  const sources = await readSources();
  const production = sources.filter(({ test }) => !test);
  head(bold('Production'), 'lines', 'code', 'files', 'median');
  for (const part of partNames) {
    const of = production.filter(one => one.part === part);
    const lines = of.map(one => one.lines).sort((a, b) => a - b);
    row(
      part,
      number(sum(of, 'lines')),
      number(sum(of, 'code')),
      of.length,
      lines[Math.floor(lines.length / 2)] ?? 0,
    );
  }
  row(
    'all',
    number(sum(production, 'lines')),
    number(sum(production, 'code')),
    production.length,
    '',
  );
  const tests = sources.filter(({ test }) => test);
  row('tests', number(sum(tests, 'lines')), number(sum(tests, 'code')), tests.length, '');

  const all = rooms(production);
  const shown = values.rooms ? all : all.filter(({ files }) => files > FULL_ROOM);
  head(bold(values.rooms ? 'Rooms' : `Rooms with more than ${FULL_ROOM} files`), 'files', 'lines');
  for (const { room, files, lines } of shown) {
    row(room.replace(/^packages\//, ''), files, number(lines));
  }
  if (shown.length === 0) row(dim('none'));

  const python = production.filter(({ part }) => part === 'Python');
  const runs = duplicatedRuns(production);
  head(bold('What runs the wrong way'), 'count');
  row('imports against the rule', await backwardImports());
  row('Python files in circles', filesInCircles(python).length);
  row(`duplicated runs, ${LEAST_LINES} lines or more`, runs.length);
  row('lines in them', sum(runs, 'lines'));
  if (values.duplicates) {
    console.log('');
    for (const { lines, places } of runs) console.log(`  ${lines} lines: ${places.join(' and ')}`);
  }
});
