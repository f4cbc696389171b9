// `npm run dev`: what updates, what keeps running, and that nothing is left at the end.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { healthVersion } from './dev/edits.mjs';
import { launchDev, PASSWORD, until } from './dev/launch.mjs';
import { at } from './setup/root.mjs';

const data = mkdtempSync(join(tmpdir(), 'perijove-dev-'));
const source = healthVersion();
let dev;
let hub;

before(async () => {
  dev = await launchDev(data);
  hub = dev.hubPid();
});

after(async () => {
  source.restore();
  dev?.child.kill('SIGINT');
  await dev?.ended;
  rmSync(data, { recursive: true, force: true });
});

test('pages are served from their sources, with the policy of the backend', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${dev.url}hub/login`);
    await page.getByLabel('Username').fill('admin');
    await page.locator('#password_input').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/services\/perijove/);
    await page.locator('h1').first().waitFor();
    const answer = await page.reload();
    await page.locator('h1').first().waitFor();
    const html = await answer.text();
    const policy = answer.headers()['content-security-policy'];
    const nonce = /'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1];
    assert.ok(nonce, policy);
    assert.match(html, /src="\/services\/perijove\/src\/main\.tsx/);
    for (const [tag] of html.matchAll(/<(?:script|style|link)\b[^>]*>/g)) {
      assert.ok(tag.includes(`nonce="${nonce}"`), tag);
    }
  } finally {
    await browser.close();
  }
});

test('the page server exposes no secrets of the platform', async () => {
  for (const path of [join(data, 'secrets/service-token'), at('package.json')]) {
    const answer = await fetch(`${dev.url}services/perijove/@fs${path}`);
    assert.equal(answer.status, 403, path);
  }
});

test('a backend that does not compile keeps running, and the next save updates it', async () => {
  source.edit(null);
  await until('it says what is wrong', () => /service\.ts:\d+ Expression expected/.test(dev.said));
  assert.equal(await dev.version(), JSON.parse(readFileSync(at('package.json'))).version);
  source.edit('-dev');
  await until('the change is shown', async () => (await dev.version())?.endsWith('-dev'));
  assert.match(dev.said, /compiles again/);
  assert.equal(dev.hubPid(), hub);
});

test('Ctrl-C ends all its programs', async () => {
  dev.child.kill('SIGINT');
  assert.equal(await dev.ended, 0);
  const left = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PERIJOVE_DATA=${data}\0`);
      } catch {
        return false;
      }
    })
    .map(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
  assert.deepEqual(left, []);
});
