import { SHARED, type VolumeDefinition } from './volume.js';

/** Why a volume cannot be reset, in a code and in words; null when it can. */
export const refusalOfReset = (
  name: string,
  definition: VolumeDefinition | null,
): { readonly code: string; readonly message: string } | null => {
  if (name === SHARED.name) {
    return {
      code: 'volume_shared',
      message: 'The shared volume belongs to everybody. It cannot be reset from here.',
    };
  }
  if (definition === null) {
    return { code: 'volume_not_found', message: `There is no volume ${name}.` };
  }
  if (!definition.resettable) {
    return { code: 'forbidden', message: 'The administrator keeps this volume from being reset.' };
  }
  return null;
};
