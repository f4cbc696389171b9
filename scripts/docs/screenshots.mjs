// `npm run docs:screenshots`: takes the pictures of docs/images from a real platform.
import { statSync, readdirSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { at, bin } from '../setup/root.mjs';
import { main, note, UserError } from '../setup/log.mjs';

const LARGEST_TOTAL_BYTES = 3 * 1024 ** 2;

await main(async () => {
  const { ensureDocker } = await import('../test-env/engine.mjs');
  const { ensureChromium } = await import('../test-env/browser.mjs');
  const docker = await ensureDocker({ mayInstall: false, log: note });
  if (!docker.available) throw new UserError(`The pictures need Docker. ${docker.why}`);
  const browser = await ensureChromium({ mayInstall: false, log: note });
  if (browser.path === undefined) throw new UserError(`The pictures need Chromium. ${browser.why}`);

  const code = await new Promise((resolve, reject) => {
    const child = spawn(
      bin('playwright'),
      ['test', '--config', 'docs/playwright.config.ts', ...process.argv.slice(2)],
      {
        cwd: at('ui-tests'),
        env: { ...process.env, CHROMIUM_PATH: browser.path },
        stdio: 'inherit',
      },
    );
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new UserError('Some pictures failed. The others are updated.');

  const folder = at('docs', 'images');
  const bytes = readdirSync(folder).reduce(
    (sum, name) => sum + statSync(`${folder}/${name}`).size,
    0,
  );
  note(`docs/images holds ${(bytes / 1024 ** 2).toFixed(1)} MiB.`);
  if (bytes > LARGEST_TOTAL_BYTES) throw new UserError('That is more than 3 MiB; leave some out.');
});
