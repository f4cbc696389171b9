// The wheel `perijove-lab`, built from the extensions that `npm run build` left.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { at } from './setup/root.mjs';
import { run } from './setup/run.mjs';
import { python } from './setup/python.mjs';

test('one wheel carries the four lab extensions to where JupyterLab looks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perijove-wheel-'));
  try {
    const source = at('packages', 'lab-wheel');
    await run(python, ['-m', 'uv', 'build', '--wheel', '--out-dir', folder, source]);
    const [wheel] = readdirSync(folder).filter(name => name.endsWith('.whl'));
    const listing = await run(python, ['-m', 'zipfile', '-l', join(folder, wheel)]);
    for (const name of ['lab-hub', 'lab-notifications', 'lab-session', 'lab-branding']) {
      const extension = `data/share/jupyter/labextensions/@perijove/${name}`;
      assert.match(listing, new RegExp(`${extension}/package\\.json`));
      assert.match(listing, new RegExp(`${extension}/static/remoteEntry\\.\\w+\\.js`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
