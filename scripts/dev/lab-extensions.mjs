// `npm run watch` of the lab packages: compiles on save and bundles what has changed.
//
//   node scripts/dev/lab-extensions.mjs [FOLDER…]        all lab packages, or those of these names
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { at, bin } from '../setup/root.mjs';

/** Several files are saved, and compiled, together. */
const QUIET_MS = 150;
const builder = at('node_modules/@jupyter/builder/lib/build-labextension.js');
const core = at('node_modules/@jupyterlab/core-meta/core.package.json');

const isExtension = folder => {
  const manifest = at('packages', folder, 'package.json');
  if (!existsSync(manifest)) return false;
  return JSON.parse(readFileSync(manifest, 'utf8')).jupyterlab?.extension === true;
};

const bundle = folder =>
  new Promise(resolve => {
    const args = [builder, '--core-package-file', core, '.'];
    const child = spawn(process.execPath, args, { cwd: at('packages', folder) });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data));
    child.once('close', code => {
      console.log(
        code === 0
          ? `${folder} is built: reload the lab's page.`
          : `${folder} is not built:\n${output.trim()}`,
      );
      resolve();
    });
  });

/** Bundles a package again whenever something in these folders of it has changed. */
const bundleOnChange = folder => {
  let timer = null;
  let work = Promise.resolve();
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (work = work.then(() => bundle(folder))), QUIET_MS);
  };
  for (const part of ['lib', 'style', 'schema']) {
    const path = join(at('packages', folder), part);
    if (existsSync(path)) watch(path, { recursive: true }, changed);
  }
};

const given = process.argv.slice(2);
const folders = given.length > 0 ? given : readdirSync(at('packages')).filter(isExtension);
for (const folder of folders) {
  if (!existsSync(at('packages', folder, 'labextension'))) await bundle(folder);
  bundleOnChange(folder);
}
const projects = folders.map(folder => at('packages', folder));
const compiler = spawn(bin('tsc'), ['-b', '--watch', '--preserveWatchOutput', ...projects], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
compiler.once('exit', code => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => compiler.kill(signal));
