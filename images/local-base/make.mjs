#!/usr/bin/env node
/**
 * Makes base images from Debian packages, for machines that reach package mirrors but no image
 * registry. They stand in for the public ones:
 *
 *   perijove/base:local          debian:bookworm-slim
 *   perijove/base-python:local   python:3-slim-bookworm
 *   perijove/base-node:local     node:24-bookworm-slim
 *
 * What exists with the same recipe is not made again. Needs root (debootstrap does).
 */
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RECIPE_LABEL, buildImage, recipeOf, stream } from '../../scripts/docker/cli.mjs';
import { recipeHash } from '../../scripts/docker/recipe.mjs';
import { aptInstall, run, which, whyNoApt } from '../../scripts/testbed/apt.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const SUITE = 'bookworm';
const MIRROR = process.env.PERIJOVE_DEBIAN_MIRROR ?? 'http://deb.debian.org/debian';
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Containers of a machine behind an inspecting proxy must trust what the machine trusts, or pip
 * and npm refuse their registries. These settings point every tool at the system's authorities.
 */
const TRUST = ['SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];

/**
 * @param {{ mayInstall?: boolean, log?: (line: string) => void, node?: boolean }} [options]
 *   `node: false` leaves out the Node image, which labs do not need
 * @returns {Promise<Record<'base' | 'python' | 'node', string>>} recipe hash of each image
 * @throws {Error} when debootstrap is missing and cannot be installed, or a build fails
 */
export async function ensureLocalBase({ mayInstall = true, log = () => {}, node = true } = {}) {
  const base = recipeHash({
    root: HERE,
    inputs: ['make.mjs'],
    facts: { SUITE, MIRROR, authorities: existsSync(AUTHORITIES) ? read(AUTHORITIES) : '' },
  });
  if (!(await upToDate('perijove/base:local', base))) await bootstrap({ hash: base, mayInstall, log });
  const python = await derive('python', base, log);
  return { base, python, node: node ? await derive('node', python, log) : '' };
}

async function derive(kind, below, log) {
  const file = `Dockerfile.${kind}`;
  const hash = recipeHash({ root: HERE, inputs: [file], facts: { below } });
  const tag = `perijove/base-${kind}:local`;
  if (await upToDate(tag, hash)) return hash;
  log(`Building ${tag}.`);
  await buildImage({ tag, file: join(HERE, file), context: HERE, hash, log });
  return hash;
}

async function bootstrap({ hash, mayInstall, log }) {
  if (!which('debootstrap')) {
    const whyNot = whyNoApt({ mayInstall });
    if (whyNot) throw new Error(`A local base image needs debootstrap, and ${whyNot}.`);
    const failure = await aptInstall(['debootstrap'], { log });
    if (failure) throw new Error(failure);
  }
  const folder = mkdtempSync(join(tmpdir(), 'perijove-base-'));
  try {
    const root = join(folder, 'rootfs');
    log('Making perijove/base:local from Debian packages (about a minute).');
    const included = '--include=ca-certificates,tzdata';
    const variant = ['--variant=minbase', included, SUITE, root, MIRROR];
    await stream(which('debootstrap') ?? 'debootstrap', variant, { log });
    await finish(root);
    const trust = existsSync(AUTHORITIES) ? TRUST.map(name => `ENV ${name}=${AUTHORITIES}`) : [];
    const changes = [`LABEL ${RECIPE_LABEL}=${hash}`, 'ENV LANG=C.UTF-8', 'CMD ["bash"]', ...trust];
    const flags = changes.map(change => `--change '${change}'`).join(' ');
    const command = `tar -C "$1" -c . | docker import ${flags} - perijove/base:local`;
    await stream('bash', ['-o', 'pipefail', '-c', command, 'import', root], { log });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Trusts what this machine trusts, and drops what a container never needs. */
async function finish(root) {
  writeFileSync(
    join(root, 'etc/apt/sources.list'),
    [`${MIRROR} ${SUITE}`, `${MIRROR} ${SUITE}-updates`, `${MIRROR}-security ${SUITE}-security`]
      .map(source => `deb ${source} main\n`)
      .join(''),
  );
  writeFileSync(join(root, 'etc/apt/apt.conf.d/90perijove'), await aptSettings());
  const copy = [
    'if [ -d /usr/local/share/ca-certificates ]; then',
    '  cp -R /usr/local/share/ca-certificates/. "$1/usr/local/share/ca-certificates/"; fi',
    'chroot "$1" update-ca-certificates',
    `[ ! -f ${AUTHORITIES} ] || cp ${AUTHORITIES} "$1${AUTHORITIES}"`,
    'rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/* "$1"/usr/share/doc/*',
    'rm -rf "$1"/usr/share/locale/* "$1"/usr/share/man/* "$1"/etc/resolv.conf',
  ].join('\n');
  const { code, output } = await run('bash', ['-e', '-c', copy, 'finish', root]);
  if (code !== 0) throw new Error(`The base image could not be finished: ${output}`);
}

/** Like Debian's own images: no recommended packages, no cache, and this machine's clock rules. */
async function aptSettings() {
  const { output } = await run('apt-config', ['dump', '--format', '%f "%v";%n']);
  const clock = output.split('\n').filter(line => /^Acquire::Check-(Valid-Until|Date) /.test(line));
  const lean = [
    'APT::Install-Recommends "false";',
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
    'APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb"; };',
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb"; };',
  ];
  return [...lean, ...clock, ''].join('\n');
}

async function upToDate(tag, hash) {
  return (await recipeOf(tag)) === hash;
}

function read(path) {
  return readFileSync(path, 'utf8');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = await ensureLocalBase({
    mayInstall: !process.argv.includes('--no-install'),
    log: line => console.error(line),
  });
  console.log(JSON.stringify(made));
}
