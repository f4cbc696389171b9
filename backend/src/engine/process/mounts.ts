import { text } from '../../lib/text.js';
import { lstat, mkdir, readdir, readlink, rmdir, symlink, unlink } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { EngineError, type LabSpec } from '../port.js';
import type { PathMapping } from './translate.js';

/** Where each mount of the spec lies on this machine. */
export const mappingsOf = (
  spec: LabSpec,
  volumeDirectory: (name: string) => string,
): readonly PathMapping[] => [
  ...spec.mounts.map(mount => ({
    target: withoutSlash(mount.target),
    real: volumeDirectory(mount.volume),
  })),
  ...spec.hostMounts.map(mount => ({ target: withoutSlash(mount.target), real: mount.source })),
];

const withoutSlash = (path: string): string => path.replace(/\/+$/, '') || '/';

/** A mount that lies below another one and therefore becomes a link inside it. */
export interface NestedMount {
  readonly link: string;
  readonly real: string;
}

/** Which mounts lie below which, outermost first. Pure. */
export const nestedMounts = (mappings: readonly PathMapping[]): readonly NestedMount[] =>
  [...mappings]
    .sort((left, right) => left.target.length - right.target.length)
    .flatMap(inner => {
      const outer = mappings
        .filter(other => other !== inner && inner.target.startsWith(`${other.target}/`))
        .sort((left, right) => right.target.length - left.target.length)[0];
      return outer === undefined
        ? []
        : [{ link: join(outer.real, inner.target.slice(outer.target.length)), real: inner.real }];
    });

/**
 * Puts the nested mounts in their places as links.
 * Links made here earlier are redirected, empty directories make way; whatever a user put
 * there stays, and the start fails with `conflict`.
 */
export const linkNestedMounts = async (
  mounts: readonly NestedMount[],
  ownRoots: readonly string[],
): Promise<void> => {
  for (const { link, real } of mounts) {
    await mkdir(dirname(link), { recursive: true });
    if (await clearPlace(link, real, ownRoots)) await symlink(real, link);
  }
};

/** Whether a link is still to be made. */
const clearPlace = async (
  link: string,
  real: string,
  ownRoots: readonly string[],
): Promise<boolean> => {
  const facts = await lstat(link).catch(() => null);
  if (facts === null) return true;
  if (facts.isSymbolicLink()) {
    const leadsTo = await readlink(link);
    if (leadsTo === real) return false;
    if (ownRoots.some(root => leadsTo.startsWith(root + sep))) {
      await unlink(link);
      return true;
    }
  } else if (facts.isDirectory() && (await readdir(link)).length === 0) {
    await rmdir(link);
    return true;
  }
  throw new EngineError('conflict', text('engine.processes.inTheWay', { path: link }));
};
