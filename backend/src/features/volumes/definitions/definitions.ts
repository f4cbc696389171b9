import { text } from '../../../lib/text.js';
import type { ImageInfo } from '../../../engine/port.js';
import type { VolumeDefinition } from './volume.js';
import { readVolumesFile, type ReservedNames } from './volumes-file.js';

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

const builtIn = (family: Family): readonly VolumeDefinition[] => {
  const mounts =
    family.kind === 'stellars'
      ? { home: '/home', workspace: '/home/lab/workspace', cache: '/home/lab/.cache' }
      : { home: family.home, workspace: `${family.home}/work`, cache: `${family.home}/.cache` };
  return (['home', 'workspace', 'cache'] as const).map(name => ({
    name,
    description: text(`volumes.about.${name}`),
    mount: mounts[name],
    template: null,
    resettable: true,
    warnBytes: null,
  }));
};

/** The volumes of users in labs of that family: those of the file, or the built-in three. */
export const createDefinitions = (
  file: string | null,
  names: ReservedNames,
): ((family: Family) => readonly VolumeDefinition[]) => {
  const configured = file === null ? null : readVolumesFile(file, names);
  return family => configured ?? builtIn(family);
};
