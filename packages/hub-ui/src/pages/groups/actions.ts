import type { GroupLimits } from '@perijove/contracts';

/** What can be done about groups. Each tells by itself how it ended. */
export interface GroupCommands {
  readonly create: (name: string) => void;
  readonly remove: (name: string) => void;
  readonly setLimits: (name: string, limits: GroupLimits) => void;
  readonly addMembers: (name: string, users: readonly string[]) => void;
  readonly removeMembers: (name: string, users: readonly string[]) => void;
  /** A fresh start of a lab, under the rules of today. */
  readonly recreate: (user: string, servers: readonly string[]) => void;
}
