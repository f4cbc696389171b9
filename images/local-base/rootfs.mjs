import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stream } from '../../scripts/docker/cli.mjs';
import { run, which } from '../../scripts/test-env/apt.mjs';

const SUITE = 'bookworm';
const MIRROR = process.env.DEBIAN_MIRROR ?? 'http://deb.debian.org/debian';
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Containers of a machine behind an inspecting proxy must trust what the machine trusts, or pip
 * and npm refuse their registries. These settings point every tool at the system's authorities.
 */
const TRUST = ['SSL_CERT_FILE', 'PIP_CERT', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];

/** Files of this machine in the root file system; part of the recipe hash. */
export function machineFacts() {
  const authorities = existsSync(AUTHORITIES) ? readFileSync(AUTHORITIES, 'utf8') : '';
  return { SUITE, MIRROR, authorities };
}

/** Makes a minimal Debian below the folder `root`, which must not exist yet. Needs root. */
export async function makeRootfs(root, { log }) {
  const options = ['--variant=minbase', '--include=ca-certificates,tzdata'];
  await stream(which('debootstrap') ?? 'debootstrap', [...options, SUITE, root, MIRROR], { log });
  const suites = [`${MIRROR} ${SUITE}`, `${MIRROR} ${SUITE}-updates`];
  const sources = [...suites, `${MIRROR}-security ${SUITE}-security`];
  writeFileSync(
    join(root, 'etc/apt/sources.list'),
    sources.map(source => `deb ${source} main\n`).join(''),
  );
  writeFileSync(join(root, 'etc/apt/apt.conf.d/90perijove'), await aptSettings());
  await finish(root);
}

/** Imports the root file system as an image, with the given labels. */
export async function importRootfs(root, { image, labels, log }) {
  const trust = existsSync(AUTHORITIES) ? TRUST.map(name => `ENV ${name}=${AUTHORITIES}`) : [];
  const marks = Object.entries(labels).map(([name, value]) => `LABEL ${name}=${value}`);
  const changes = [...marks, ...trust, 'ENV LANG=C.UTF-8', 'CMD ["bash"]'];
  const flags = changes.map(change => `--change '${change}'`).join(' ');
  const command = `tar -C "$1" -c . | docker import ${flags} - "$2"`;
  await stream('bash', ['-o', 'pipefail', '-c', command, 'import', root, image], { log });
}

/** Trusts this machine's authorities and removes what containers do not need. */
async function finish(root) {
  const script = [
    'if [ -d /usr/local/share/ca-certificates ]; then',
    '  cp -R /usr/local/share/ca-certificates/. "$1/usr/local/share/ca-certificates/"; fi',
    'chroot "$1" update-ca-certificates',
    `[ ! -f ${AUTHORITIES} ] || cp ${AUTHORITIES} "$1${AUTHORITIES}"`,
    'rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/* "$1"/usr/share/doc/*',
    'rm -rf "$1"/usr/share/locale/* "$1"/usr/share/man/* "$1"/etc/resolv.conf',
  ].join('\n');
  const { code, output } = await run('bash', ['-e', '-c', script, 'finish', root]);
  if (code !== 0) throw new Error(`The base image could not be finished: ${output}`);
}

/** Like Debian's images: no recommended packages, no cache; and this machine's clock settings. */
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
