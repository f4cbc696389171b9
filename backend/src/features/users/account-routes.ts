import type { Handlers } from '../../http/handler.js';
import type { AccountService } from './accounts.js';

/** Renaming and deleting accounts. */
export const createAccountRoutes = (deps: {
  readonly accounts: AccountService;
}): Handlers<'renameUser' | 'deleteUser'> => {
  const { accounts } = deps;
  return {
    renameUser: ({ params, body, caller }) => accounts.rename(params.user, body.name, caller),
    deleteUser: ({ params, caller }) => accounts.remove(params.user, caller),
  };
};
