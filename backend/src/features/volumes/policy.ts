import { strings } from '@perijove/contracts/strings';
import { SHARED, type VolumeDefinition } from './volume.js';

/** Why a volume cannot be reset, in a code and in words; null when it can. */
export const refusalOfReset = (
  name: string,
  definition: VolumeDefinition | null,
): { readonly code: string; readonly message: string } | null => {
  if (name === SHARED.name) {
    return {
      code: 'volume_shared',
      message: strings.volumes.sharedStays,
    };
  }
  if (definition === null) {
    return { code: 'volume_not_found', message: strings.common.noVolume(name) };
  }
  if (!definition.resettable) {
    return { code: 'forbidden', message: strings.volumes.notResettable };
  }
  return null;
};
