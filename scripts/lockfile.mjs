#!/usr/bin/env node
/**
 * Completes package-lock.json with the optional packages of other platforms.
 *
 * npm leaves an optional package out of the lockfile when the registry it talks to does not have
 * that version (a mirror that carries only what it was asked for); `npm ci` then refuses the
 * lockfile everywhere. Their versions are exact, so an entry without a checksum is enough: npm
 * skips it on every platform but its own.
 *
 *   node scripts/lockfile.mjs [--check] [FILE]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const ARCHITECTURES = {
  x64: 'x64',
  arm64: 'arm64',
  ia32: 'ia32',
  arm: 'arm',
  armv7: 'arm',
  ppc64: 'ppc64',
  ppc64le: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
  loong64: 'loong64',
  wasm32: 'wasm32',
};

/**
 * The entries that are missing, by path in the lockfile.
 *
 * @param {{ packages: Record<string, object> }} lock the parsed lockfile
 * @returns {Record<string, object>}
 */
export function missingEntries(lock) {
  const missing = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isExact(version) || isLocked(lock.packages, path, name)) continue;
      const platform = platformOf(name);
      if (platform) missing[`node_modules/${name}`] = { version, ...platform, ...kind(entry) };
    }
  }
  return missing;
}

/** The platform in the name of a package, or undefined. */
export function platformOf(name) {
  const words = (name.split('/').at(-1) ?? '').split(/[-.]/);
  const system = words.find(word => SYSTEMS.includes(word));
  const architecture = words.map(word => ARCHITECTURES[word]).find(Boolean);
  if (!system && architecture !== 'wasm32') return undefined;
  return {
    ...(architecture && { cpu: [architecture] }),
    ...(system && { os: [system] }),
    ...(words.includes('musl') && { libc: ['musl'] }),
    ...(system === 'linux' && words.includes('gnu') && { libc: ['glibc'] }),
  };
}

function kind(dependent) {
  return { ...((dependent.dev || dependent.devOptional) && { dev: true }), optional: true };
}

function isExact(version) {
  return /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version);
}

/** Resolves a package like Node: in the dependent package, then in each parent folder. */
function isLocked(packages, from, name) {
  for (let folder = from; ;) {
    if (`${folder ? `${folder}/` : ''}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
    const above = folder.lastIndexOf('/node_modules/');
    folder = above > 0 ? folder.slice(0, above) : '';
  }
}

function complete(file, check) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock);
  const names = Object.keys(missing);
  if (names.length === 0) return;
  if (check) {
    console.error(`${file} lacks ${names.length} optional packages of other platforms.`);
    console.error('Complete it with: node scripts/lockfile.mjs');
    process.exitCode = 1;
    return;
  }
  const packages = Object.entries({ ...lock.packages, ...missing });
  packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries(packages);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Added ${names.length} optional packages of other platforms to ${file}.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file] = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
  complete(file ?? 'package-lock.json', process.argv.includes('--check'));
}
