import type { Message } from '../../../lib/text.js';
import type { NameTemplate } from './name-template.js';

/** A volume that each user has. */
export interface VolumeDefinition {
  /** The logical name, which is also the suffix of the engine's name. */
  readonly name: string;
  readonly description: Message;
  readonly mount: string;
  /** What the engine calls the first generation; null for a name of the platform's own. */
  readonly template: NameTemplate | null;
  readonly resettable: boolean;
  /** From this size on users are warned; null leaves it to PERIJOVE_VOLUME_WARN_SIZE. */
  readonly warnBytes: number | null;
}

/** The volume that all users share; an administrator's business, never reset from here. */
export const SHARED = {
  name: 'shared',
  mount: '/mnt/shared',
} as const;
