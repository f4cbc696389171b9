// Labs of the dev mode load their extensions from the build folders, so a reload of a lab page
// shows the changes.
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from '../setup/root.mjs';
import { tell } from './programs.mjs';

/** Creates a folder for JUPYTER_PATH with links to the packages. */
export const linkExtensions = data => {
  const share = join(data, 'lab-extensions');
  rmSync(share, { recursive: true, force: true });
  for (const folder of readdirSync(at('packages'))) {
    const manifest = at('packages', folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, jupyterlab } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (jupyterlab?.extension !== true) continue;
    const link = join(share, 'labextensions', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(at('packages', folder, 'labextension'), link);
  }
  return share;
};

/** Rebuilds the lab extensions on save. */
export const watchExtensions = programs =>
  programs.start('labs', process.execPath, [at('scripts/dev/lab-extensions.mjs')], {
    onLine: line => {
      if (/error TS\d+|is (not )?built/.test(line)) tell('labs', line);
    },
  });
