// A package's `npm run watch`, told in few words: what is wrong, and that it is well again.
import { relative } from 'node:path';
import { root } from '../setup/root.mjs';
import { tell } from './programs.mjs';

// The escape sequences of terminal colours have to be spelt as a control character.
// eslint-disable-next-line no-control-regex -- see above
const colours = /\u001B(?:\[[\d;]*m|c)/g;
const finished = /Found (\d+) errors?\. Watching for file changes/;
const problem = /^(?<file>\S.*?)[(:](?<line>\d+)[,:]\d+.*error TS\d+: (?<what>.*)$/;

/**
 * Runs `npm run watch` of a package whose compiler is TypeScript's. Resolves after its first pass.
 * @param after - runs after each pass without errors
 */
export const watchPackage = (programs, folder, { name, after = () => undefined }) =>
  new Promise(resolve => {
    let broken = false;
    programs.start(name, 'npm', ['run', '--silent', 'watch', '--workspace', folder], {
      onLine: raw => {
        const line = raw.replace(colours, '').trimEnd();
        const found = problem.exec(line)?.groups;
        if (found) {
          const file = relative(root, `${root}/${folder}/${found.file}`);
          tell(name, `${file}:${found.line} ${found.what}`);
        }
        const errors = finished.exec(line)?.[1];
        if (errors === undefined) return;
        if (errors === '0' && broken) tell(name, 'compiles again.');
        if (errors !== '0')
          tell(name, `has ${errors} error(s): what ran before goes on until the next save.`);
        broken = errors !== '0';
        if (!broken) after();
        resolve();
      },
    });
  });
