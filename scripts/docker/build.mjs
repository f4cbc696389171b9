#!/usr/bin/env node
/**
 * Builds the images that are not up to date: every image has a label with the hash of
 * its inputs.
 *
 *   node scripts/docker/build.mjs [--local-base] [--only NAME]... [--tag TAG] [--quiet]
 *
 * NAME is one of hub, backend, lab, lab-4.2, tiny; without --only all are built. With --local-base
 * they use base images made from Debian packages (images/local-base) and are tagged `test`;
 * without it they use the public base images and are tagged `latest`.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureLocalBase } from '../../images/local-base/make.mjs';
import { buildImage, recipeOf } from './cli.mjs';
import { IMAGES, ROOT } from './images.mjs';
import { recipeHash } from './recipe.mjs';

/**
 * @param {{ only?: string[], localBase?: boolean, tag?: string, mayInstall?: boolean,
 *   log?: (line: string) => void }} [options] `log` gets progress, line by line
 * @returns {Promise<Record<string, string>>} the full name of each image, by short name
 * @throws {Error} for an unknown name, or with the last lines of a build that failed
 */
export async function buildImages(options = {}) {
  const { localBase = false, mayInstall = true, log = () => {} } = options;
  const names = options.only?.length ? options.only : Object.keys(IMAGES);
  const unknown = names.filter(name => !(name in IMAGES));
  if (unknown.length) {
    throw new Error(
      `Unknown image ${unknown.join(', ')}. There are ${Object.keys(IMAGES).join(', ')}.`,
    );
  }
  const tag = options.tag ?? (localBase ? 'test' : 'latest');
  const node = names.some(name => Object.values(IMAGES[name].bases).includes('node'));
  const bases = localBase ? await ensureLocalBase({ mayInstall, log, node }) : undefined;
  const built = {};
  for (const name of names) built[name] = await build(IMAGES[name], { bases, tag, log });
  return built;
}

async function build(image, { bases, tag, log }) {
  const fullName = `${image.name}:${tag}`;
  const args = { ...image.args };
  const facts = { ...args };
  if (bases) {
    for (const [argument, kind] of Object.entries(image.bases)) {
      args[argument] = `perijove/base-${kind}:local`;
      facts[argument] = bases[kind];
    }
  }
  const file = (bases && image.localFile) || image.file;
  const hash = recipeHash({ root: ROOT, inputs: image.inputs, facts: { ...facts, file } });
  if ((await recipeOf(fullName)) === hash) {
    log(`${fullName} is up to date.`);
    return fullName;
  }
  const started = Date.now();
  log(`Building ${fullName}.`);
  const context = join(ROOT, image.context);
  await buildImage({ tag: fullName, file: join(context, file), context, args, hash, log });
  log(`Built ${fullName} in ${Math.round((Date.now() - started) / 1000)} s.`);
  return fullName;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      'local-base': { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      tag: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      'no-install': { type: 'boolean', default: false },
    },
  });
  try {
    const built = await buildImages({
      only: values.only,
      localBase: values['local-base'],
      tag: values.tag,
      mayInstall: !values['no-install'],
      log: values.quiet ? () => {} : line => console.error(line),
    });
    console.log(JSON.stringify(built));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
