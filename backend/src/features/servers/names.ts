import { createHash } from 'node:crypto';

/**
 * Escapes a name for containers and volumes as JupyterHub's Docker spawner does: lower-case
 * letters and digits stay, every other byte of the UTF-8 text becomes `-` and two hex digits.
 * Different names give different results, and `-` is always followed by two hex digits.
 */
export const escapeName = (name: string): string =>
  [...Buffer.from(name, 'utf8')]
    .map(byte => {
      const char = String.fromCharCode(byte);
      return /[a-z0-9]/.test(char) ? char : `-${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

/**
 * As `escapeName`, the way the Docker spawner did before its version 12, and still does with
 * `escape = 'legacy'`: capitals and `-` stay as well, everything else becomes `_` and two hex digits.
 */
export const legacyEscapeName = (name: string): string =>
  [...Buffer.from(name, 'utf8')]
    .map(byte => {
      const char = String.fromCharCode(byte);
      return /[a-zA-Z0-9-]/.test(char)
        ? char
        : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/**
 * Shortens an escaped name. What was cut off lives on in a hash behind a dot, and escaped names
 * have no dot, so a shortened name never equals a whole one.
 */
export const shorten = (escaped: string, maxLength: number): string => {
  if (escaped.length <= maxLength) return escaped;
  const hash = createHash('sha256').update(escaped).digest('hex').slice(0, 20);
  return `${escaped.slice(0, maxLength - hash.length - 1)}.${hash}`;
};

/** Eight characters that tell the deployments on one host apart. */
export const deploymentTag = (deploymentId: string): string =>
  createHash('sha256').update(deploymentId).digest('hex').slice(0, 8);

/** Room for a name in file systems and in Docker, without the rest of the name. */
const NAME_LENGTH = 160;

/** The container of a server. Two deployments, users or servers never share one. */
export const labName = (deploymentId: string, user: string, server: string): string => {
  const suffix = server === '' ? '' : `--${escapeName(server)}`;
  // Escaped names never hold `--`, so user and server stay apart.
  return `perijove-${deploymentTag(deploymentId)}-${shorten(escapeName(user) + suffix, NAME_LENGTH)}`;
};

/**
 * The Docker volume of one generation of a user's volume. The first generation has the name
 * that DockerSpawner deployments use, so existing files are found.
 * @param prefix - PERIJOVE_VOLUME_PREFIX, which keeps the deployments on one engine apart
 */
export const volumeName = (
  prefix: string,
  user: string,
  volume: string,
  generation: number,
): string => {
  const first = `${prefix}-${shorten(escapeName(user), NAME_LENGTH)}_${volume}`;
  return generation === 1 ? first : `${first}_g${generation}`;
};
