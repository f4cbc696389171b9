import { text, type Message } from '../../../lib/text.js';
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
): { readonly code: string; readonly message: Message } | null => {
  if (name === SHARED.name) {
    return {
      code: 'volume_shared',
      message: text('volumes.sharedStays'),
    };
  }
  if (definition === null) {
    return { code: 'volume_not_found', message: text('common.noVolume', { volume: name }) };
  }
  if (!definition.resettable) {
    return { code: 'forbidden', message: text('volumes.notResettable') };
  }
  return null;
};
