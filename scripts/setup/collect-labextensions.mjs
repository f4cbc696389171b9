// Puts the built lab extensions where the backend finds them, in the layout of JUPYTER_PATH.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { at } from './root.mjs';

const target = at('backend', 'lib', 'share', 'jupyter', 'labextensions');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const folder of readdirSync(at('packages'))) {
  const manifest = at('packages', folder, 'package.json');
  const built = at('packages', folder, 'labextension');
  if (!existsSync(manifest)) continue;
  const { name, jupyterlab } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (jupyterlab?.extension !== true) continue;
  if (!existsSync(built)) throw new Error(`${name} has no labextension folder: build it first`);
  cpSync(built, `${target}/${name}`, { recursive: true });
}
