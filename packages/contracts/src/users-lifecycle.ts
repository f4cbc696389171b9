import { z } from 'zod';
import { isPlainName } from './plain-text.js';
import { inputs } from './strings/inputs.js';
import type { RouteSpec } from './route.js';
import { Instant } from './time.js';

export const RenameRequest = z
  // The hub judges it, in the same words as at every other door.
  .strictObject({ name: z.string().max(1024).refine(isPlainName, inputs.hiddenInName) })
  .meta({ id: 'RenameRequest' });
export type RenameRequest = z.infer<typeof RenameRequest>;

/** Both names: JupyterHub may have spelled the new one its own way. */
export const RenameResult = z
  .object({
    former: z.string(),
    name: z.string().describe('The new name, as JupyterHub spells it'),
  })
  .meta({ id: 'RenameResult' });
export type RenameResult = z.infer<typeof RenameResult>;

/** What a deleted account left. */
export const DeleteUserResult = z
  .object({
    user: z.string(),
    volumes: z.number().int().describe('How many volumes went to the bin'),
    recoverableUntil: Instant.nullable().describe(
      'Until then an administrator can bring them back to an account of that name; null: there were none',
    ),
  })
  .meta({ id: 'DeleteUserResult' });
export type DeleteUserResult = z.infer<typeof DeleteUserResult>;

/** Routes that change an account as a whole. */
export const lifecycleRoutes = {
  renameUser: {
    summary: 'A new name for an account; volumes, history, messages and groups stay with it',
    tag: 'users',
    access: 'admin',
    status: 200,
    body: RenameRequest,
    response: RenameResult,
    errors: [
      'user_not_found',
      'name_invalid',
      'name_taken',
      'server_running',
      'account_changing',
      'account_protected',
    ],
  },
  deleteUser: {
    summary: 'Delete an account: its servers stop, its volumes go to the bin',
    tag: 'users',
    access: 'admin',
    status: 200,
    response: DeleteUserResult,
    errors: ['user_not_found', 'server_pending', 'account_changing', 'account_protected'],
  },
} as const satisfies Record<string, RouteSpec>;
