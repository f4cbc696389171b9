#!/usr/bin/env node
/**
 * Pins the base images and those of compose.yml: asks their registries for the current digests of
 * their tags, and writes the digests after the tags.
 *
 *   node scripts/docker/pin.mjs            writes what has changed
 *   node scripts/docker/pin.mjs --check    writes nothing; fails when a digest is missing or old
 *
 * To move to another version, change its tag and run it. A digest names the exact contents, for
 * every processor: a changed tag at a registry changes nothing here.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from './images.mjs';

/** Files with third-party images. */
export const FILES = [
  'compose.yml',
  'images/backend/Dockerfile',
  'images/hub/Dockerfile',
  'images/lab/Dockerfile',
  'images/lab/Dockerfile.debian',
  'images/tiny/Dockerfile',
];

/** Names of images, in a build argument or a service; ours are made here and have no registry. */
const NAMED = /^((?:ARG [A-Z_]*IMAGE=)|(?: +image: ))(?!perijove\/)([^\s$]+)$/gm;

/** Indexes first: the digest of one platform's image would exclude all others. */
const KINDS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** No list of contents is longer. */
const LONGEST = 4 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/**
 * Takes a name apart: `node:24` is `library/node` on Docker Hub.
 *
 * @throws {Error} for a name without an exact tag
 */
export function parseImage(name) {
  const [, host, path, tag, digest] =
    /^(?:([^/]+[.:][^/]*)\/)?([a-z0-9._/-]+):([A-Za-z0-9_.-]+)(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      name,
    ) ?? [];
  if (!path || tag === 'latest') throw new Error(`${name}: give it the tag of a version.`);
  const registry = host ?? 'registry-1.docker.io';
  const repository = host || path.includes('/') ? path : `library/${path}`;
  return { plain: `${host ? `${host}/` : ''}${path}:${tag}`, registry, repository, tag, digest };
}

/** Every name in a text, in its order. */
export const imagesIn = text => [...text.matchAll(NAMED)].map(([, , name]) => name);

/** The text with each name followed by its digest. */
export const pinnedText = (text, digestOf) =>
  text.replace(NAMED, (_, before, name) => {
    const { plain } = parseImage(name);
    return `${before}${plain}@${digestOf(plain)}`;
  });

/**
 * Asks the registry for the digest of a tag, and verifies the digest of the response.
 *
 * @param {string} name such as `node:24.1.0-slim`
 * @param {{ scheme?: string, registryOf?: (registry: string) => string }} [options] for tests
 */
export async function digestOf(name, { scheme = 'https', registryOf = host => host } = {}) {
  const { registry, repository, tag } = parseImage(name);
  const url = `${scheme}://${registryOf(registry)}/v2/${repository}/manifests/${tag}`;
  const ask = headers =>
    fetch(url, {
      headers: { accept: KINDS, ...headers },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  let answer = await ask({});
  if (answer.status === 401) {
    const token = await visitorsToken(
      answer.headers.get('www-authenticate') ?? '',
      repository,
      scheme,
    );
    answer = await ask({ authorization: `Bearer ${token}` });
  }
  if (!answer.ok) throw new Error(`${name}: the registry answered ${answer.status}.`);
  const kind = (answer.headers.get('content-type') ?? '').split(';')[0];
  if (!KINDS.split(', ').includes(kind)) throw new Error(`${name}: ${kind} is no image.`);
  const digest = `sha256:${createHash('sha256')
    .update(await bounded(answer, name))
    .digest('hex')}`;
  const said = answer.headers.get('docker-content-digest');
  if (said !== null && said !== digest) {
    throw new Error(`${name}: the registry says ${said} and sends ${digest}.`);
  }
  return digest;
}

/** The anonymous token of a registry. */
async function visitorsToken(challenge, repository, scheme) {
  const said = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
  );
  if (!/^bearer /i.test(challenge) || !URL.canParse(said.realm ?? '')) {
    throw new Error(`${repository}: the registry wants to know who asks.`);
  }
  const url = new URL(said.realm);
  if (url.protocol !== `${scheme}:`)
    throw new Error(`${repository}: tokens come from ${url.origin}.`);
  if (said.service) url.searchParams.set('service', said.service);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`${repository}: no token, ${answer.status}.`);
  const { token, access_token: other } = JSON.parse(String(await bounded(answer, repository)));
  return token ?? other;
}

async function bounded(answer, name) {
  const parts = [];
  let length = 0;
  for await (const part of answer.body) {
    length += part.length;
    if (length > LONGEST) throw new Error(`${name}: the registry's answer does not end.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Pins every file, or says what is not pinned.
 *
 * @returns {Promise<string[]>} what was or would be changed, a line each
 */
export async function pin({ root = ROOT, files = FILES, check = false, ...options } = {}) {
  const texts = files.map(file => [file, readFileSync(join(root, file), 'utf8')]);
  const digests = new Map();
  for (const name of texts.flatMap(([, text]) => imagesIn(text))) {
    const { plain } = parseImage(name);
    if (!digests.has(plain)) digests.set(plain, await digestOf(plain, options));
  }
  const changed = [];
  for (const [file, text] of texts) {
    const pinned = pinnedText(text, plain => digests.get(plain));
    if (pinned === text) continue;
    const before = new Set(imagesIn(text));
    changed.push(
      ...imagesIn(pinned)
        .filter(name => !before.has(name))
        .map(name => `${file}: ${name}`),
    );
    if (!check) writeFileSync(join(root, file), pinned);
  }
  return changed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  try {
    const changed = await pin({ check: values.check });
    changed.forEach(line => console.log(line));
    if (values.check && changed.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(error.cause ? `${error.message}: ${error.cause.message}` : error.message);
    process.exitCode = 1;
  }
}
