#!/usr/bin/env node
// Builds the lab extensions with @jupyterlab/builder, which extension authors on JupyterLab before
// 4.6 have, into scripts/lab-builder/dist/share/jupyter. What ships is built by its successor,
// @jupyter/builder. Needs the packages compiled (`npm run build`).
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { at } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';

const here = name => at('scripts', 'lab-builder', name);
const builder = here('node_modules/@jupyterlab/builder/lib/build-labextension.js');

if (!existsSync(builder)) {
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here('.'),
    what: 'npm ci',
  });
}

rmSync(here('dist'), { recursive: true, force: true });
mkdirSync(here('dist/core'), { recursive: true });
// The builder takes the versions of JupyterLab's packages from there.
cpSync(at('node_modules/@jupyterlab/core-meta/core.package.json'), here('dist/core/package.json'));

for (const folder of readdirSync(at('packages'))) {
  const manifest = at('packages', folder, 'package.json');
  if (!existsSync(manifest)) continue;
  const { name, jupyterlab } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (jupyterlab?.extension !== true) continue;
  // A copy: the builder writes into the package, where the shipped build is.
  const copy = here(`dist/packages/${folder}`);
  for (const part of ['package.json', 'lib', 'style', 'schema', 'locale']) {
    const source = at('packages', folder, part);
    if (existsSync(source)) cpSync(source, `${copy}/${part}`, { recursive: true });
  }
  await run(process.execPath, [builder, '--core-path', here('dist/core'), copy], {
    what: `@jupyterlab/builder for ${name}`,
  });
  cpSync(`${copy}/labextension`, here(`dist/share/jupyter/labextensions/${name}`), {
    recursive: true,
  });
}
