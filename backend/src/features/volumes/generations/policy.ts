import { strings } from '@perijove/contracts/strings';
import { SHARED, type VolumeDefinition } from '../definitions/volume.js';

/**
 * Earlier contents of one volume that can be there at a time. Each takes room until its time is up;
 * who empties a volume every day has one for each day of the usual week.
 */
export const MAX_EARLIER_GENERATIONS = 10;

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
