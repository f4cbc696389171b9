import { VolumeName } from '@perijove/contracts';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ImageInfo } from '../../engine/port.js';
import { messageOf } from '../../platform/errors.js';

/** A volume that every person has. */
export interface VolumeDefinition {
  /** The logical name, which is also the suffix of the engine's name. */
  readonly name: string;
  readonly description: string;
  readonly mount: string;
  readonly resettable: boolean;
}

/** The volume that all people share; an administrator's business, never reset from here. */
export const SHARED = {
  name: 'shared',
  description: 'Files that everybody here shares',
  mount: '/mnt/shared',
} as const;

/** How images lay out the home of their user. `home` is that user's directory. */
export type Family =
  { readonly kind: 'stellars' } | { readonly kind: 'jupyter'; readonly home: string };

/** Unless an image says otherwise, its user is that of the Jupyter images. */
export const defaultFamily: Family = { kind: 'jupyter', home: '/home/jovyan' };

/** Which family an image belongs to, from what it says of itself. */
export const familyOf = (image: string, info: ImageInfo): Family => {
  const hints = [image, ...Object.keys(info.labels), ...Object.values(info.labels)];
  if (info.env.NB_USER === 'lab' || info.env.HOME === '/home/lab') return { kind: 'stellars' };
  if (hints.some(hint => /stellars/i.test(hint))) return { kind: 'stellars' };
  const home = info.env.HOME;
  if (home !== undefined && /^\/home\/[^/]+$/.test(home)) return { kind: 'jupyter', home };
  return defaultFamily;
};

const text = {
  home: 'Your home: settings, environments and everything outside the workspace',
  workspace: 'Your notebooks and data',
  cache: 'Downloads and caches that can be made again',
};

const builtIn = (family: Family): readonly VolumeDefinition[] => {
  const mounts =
    family.kind === 'stellars'
      ? { home: '/home', workspace: '/home/lab/workspace', cache: '/home/lab/.cache' }
      : { home: family.home, workspace: `${family.home}/work`, cache: `${family.home}/.cache` };
  return (['home', 'workspace', 'cache'] as const).map(name => ({
    name,
    description: text[name],
    mount: mounts[name],
    resettable: true,
  }));
};

const absolute = z
  .string()
  .regex(/^\/[^:]*$/, 'must be an absolute path inside the lab')
  .refine(path => !path.split('/').includes('..'), 'must not contain ..')
  .transform(path => (path.length > 1 ? path.replace(/\/+$/, '') : path))
  .refine(path => path !== '/' && path !== SHARED.mount, 'is taken by the platform');

const File = z
  .array(
    z.strictObject({
      suffix: VolumeName.refine(name => name !== SHARED.name, 'is the shared volume').refine(
        name => !/_g\d+$/.test(name),
        'must not end like a later generation (_g2)',
      ),
      mount: absolute,
      description: z.string().max(300).default(''),
      resettable: z.boolean().default(true),
    }),
  )
  .min(1)
  .refine(
    list => new Set(list.map(entry => entry.suffix)).size === list.length,
    'has a suffix twice',
  )
  .refine(
    list => new Set(list.map(entry => entry.mount)).size === list.length,
    'has a mount twice',
  );

/** Reads PERIJOVE_VOLUMES_FILE. Throws with words that name the file and the place in it. */
export const readVolumesFile = (path: string): readonly VolumeDefinition[] => {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`PERIJOVE_VOLUMES_FILE ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const result = File.safeParse(content);
  if (!result.success) {
    const issue = result.error.issues[0];
    const place = issue?.path.length ? `entry ${issue.path.join('.')} ` : '';
    throw new Error(`PERIJOVE_VOLUMES_FILE ${path}: ${place}${issue?.message ?? 'is not valid'}`);
  }
  return result.data.map(({ suffix, ...rest }) => ({ name: suffix, ...rest }));
};

/** The volumes of people in labs of that family: those of the file, or the built-in three. */
export const createDefinitions = (
  file: string | null,
): ((family: Family) => readonly VolumeDefinition[]) => {
  const configured = file === null ? null : readVolumesFile(file);
  return family => configured ?? builtIn(family);
};
