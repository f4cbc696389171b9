#!/usr/bin/env node
/**
 * Makes base images from Debian packages, for machines that reach package mirrors but no image
 * registry. They stand in for the public ones:
 *
 *   perijove/base:local          debian:bookworm-slim
 *   perijove/base-python:local   python:3-slim-bookworm
 *   perijove/base-node:local     node:24-bookworm-slim
 *
 * Images with the same recipe are not rebuilt. Needs root for debootstrap.
 *
 *   node images/local-base/make.mjs [--no-install]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECIPE_LABEL, buildImage, recipeOf } from '../../scripts/docker/cli.mjs';
import { recipeHash } from '../../scripts/docker/recipe.mjs';
import { aptInstall, which, whyNoApt } from '../../scripts/test-env/apt.mjs';
import { importRootfs, machineFacts, makeRootfs } from './rootfs.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));

/**
 * @param {{ mayInstall?: boolean, log?: (line: string) => void, node?: boolean }} [options]
 *   `node: false` leaves out the Node image, which labs do not need
 * @returns {Promise<Record<'base' | 'python' | 'node', string>>} recipe hash of each image
 * @throws {Error} when debootstrap is missing and cannot be installed, or a build fails
 */
export async function ensureLocalBase({ mayInstall = true, log = () => {}, node = true } = {}) {
  const base = recipeHash({ root: HERE, inputs: ['rootfs.mjs'], facts: machineFacts() });
  if ((await recipeOf('perijove/base:local')) !== base) await bootstrap({ base, mayInstall, log });
  const python = await derive('python', base, log);
  return { base, python, node: node ? await derive('node', python, log) : '' };
}

async function bootstrap({ base, mayInstall, log }) {
  if (!which('debootstrap')) {
    const whyNot = whyNoApt({ mayInstall });
    if (whyNot) throw new Error(`A local base image needs debootstrap, and ${whyNot}.`);
    const failure = await aptInstall(['debootstrap', 'debian-archive-keyring'], { log });
    if (failure) throw new Error(failure);
  }
  const folder = mkdtempSync(join(tmpdir(), 'perijove-base-'));
  try {
    log('Making perijove/base:local from Debian packages (about a minute).');
    await makeRootfs(join(folder, 'rootfs'), { log });
    const labels = { [RECIPE_LABEL]: base };
    await importRootfs(join(folder, 'rootfs'), { image: 'perijove/base:local', labels, log });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function derive(kind, below, log) {
  const file = `Dockerfile.${kind}`;
  const hash = recipeHash({ root: HERE, inputs: [file], facts: { below } });
  const tag = `perijove/base-${kind}:local`;
  if ((await recipeOf(tag)) === hash) return hash;
  log(`Building ${tag}.`);
  await buildImage({ tag, file: join(HERE, file), context: HERE, hash, log });
  return hash;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await ensureLocalBase({
    mayInstall: !process.argv.includes('--no-install'),
    log: line => console.error(line),
  });
  console.log(JSON.stringify(made));
}
