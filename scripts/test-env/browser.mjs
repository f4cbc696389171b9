#!/usr/bin/env node
/**
 * Finds a Chromium for the browser tests, and installs Debian's when there is none.
 *
 *   node scripts/test-env/browser.mjs [--no-install]
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { aptInstall, which, whyNoApt } from './apt.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * @param {{ mayInstall?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<{ path: string | undefined, why: string }>} CHROMIUM_PATH wins over PATH
 */
export async function ensureChromium({ mayInstall = true, log = () => {} } = {}) {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    return existsSync(chosen)
      ? { path: chosen, why: 'CHROMIUM_PATH names it.' }
      : { path: undefined, why: `CHROMIUM_PATH names ${chosen}, which does not exist.` };
  }
  const there = find();
  if (there) return { path: there, why: 'It was already installed.' };
  const whyNot = whyNoApt({ mayInstall });
  if (whyNot) return { path: undefined, why: `There is no Chromium, and ${whyNot}.` };
  // Without recommended packages, Chromium has no fonts.
  const failure = await aptInstall(['chromium', 'fonts-dejavu-core'], { log });
  const path = find();
  if (failure || !path) return { path: undefined, why: failure ?? 'Chromium is not on PATH.' };
  return { path, why: 'It was installed from Debian packages.' };
}

function find() {
  return NAMES.map(which).find(path => path !== undefined);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await ensureChromium({
    mayInstall: !process.argv.includes('--no-install'),
    log: line => console.error(line),
  });
  console.log(JSON.stringify(result));
  process.exitCode = result.path ? 0 : 1;
}
