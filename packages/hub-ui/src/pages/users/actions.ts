import type { UserView } from '@perijove/contracts';
import type { PasswordChange } from './dialogs/PasswordDialog';

/** What can be done here. Each tells by itself how it ended. */
export interface UserCommands {
  readonly approve: (names: readonly string[]) => void;
  readonly discard: (names: readonly string[]) => void;
  readonly disable: (name: string) => void;
  readonly enable: (name: string) => void;
  readonly setAdmin: (name: string, admin: boolean) => void;
  readonly setPassword: (name: string, wish: PasswordChange) => void;
  readonly rename: (name: string, wanted: string) => void;
  readonly remove: (name: string) => void;
  readonly stopServer: (name: string) => void;
  readonly visit: (name: string) => void;
}

/** The question that is open. */
export type OpenDialog =
  | { readonly what: 'approve' | 'discard'; readonly names: readonly string[] }
  | {
      readonly what: 'disable' | 'grantAdmin' | 'revokeAdmin' | 'password' | 'rename' | 'remove';
      readonly user: UserView;
    };
