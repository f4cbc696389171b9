// Fails if a committed file contains folders of one machine or addresses of
// package mirrors.
import { readFileSync } from 'node:fs';
import { at, root } from './root.mjs';
import { run } from './run.mjs';
import { UserError, main } from './log.mjs';

const forbidden = [
  [
    /(?<![\w.])\/(?:work|home\/(?!jovyan|lab\b|node\b)\w+|Users\/\w+)\/[\w.-]+/,
    'a folder of one machine',
  ],
  [/"resolved": "https?:/, 'an address of a package mirror'],
];
const skipped = /(^|\/)(LICENSE|check-leaks\.mjs)$|\.(png|ico|svg)$/;

await main(async () => {
  const files = (await run('git', ['ls-files'], { cwd: root })).split('\n').filter(Boolean);
  const found = files
    .filter(file => !skipped.test(file))
    .flatMap(file => {
      let text;
      try {
        text = readFileSync(at(file), 'utf8');
      } catch {
        return []; // Deleted but not yet committed.
      }
      return forbidden
        .filter(([pattern]) => pattern.test(text))
        .map(([pattern, what]) => `${file}: ${what} (${pattern.exec(text)?.[0]})`);
    });
  if (found.length > 0) throw new UserError(found.join('\n'));
});
