import type { Handlers } from '../handler.js';
import type { AccountLifecycle } from './accounts/account-lifecycle.js';
import type { UserService } from './user-service.js';

type Names =
  | 'listUsers'
  | 'createUsers'
  | 'checkUsers'
  | 'authorizeUser'
  | 'deauthorizeUser'
  | 'discardUser'
  | 'setUserPassword'
  | 'setUserAdmin'
  | 'renameUser'
  | 'deleteUser';

/** Users and their accounts, from sign-up to deletion. */
export const createUserRoutes = (deps: {
  readonly users: UserService;
  readonly accounts: AccountLifecycle;
}): Handlers<Names> => {
  const { users, accounts } = deps;
  return {
    listUsers: ({ query, caller }) => users.list(query, caller),
    createUsers: ({ body, caller }) => users.create(body, caller),
    checkUsers: ({ body }) => users.check(body.usernames),
    authorizeUser: ({ params, caller }) => users.authorize(params.user, caller),
    deauthorizeUser: ({ params, caller }) => users.deauthorize(params.user, caller),
    discardUser: ({ params, caller }) => users.discard(params.user, caller),
    setUserPassword: ({ params, body, caller }) => users.setPassword(params.user, body, caller),
    setUserAdmin: ({ params, body, caller }) => users.setAdmin(params.user, body.admin, caller),
    renameUser: ({ params, body, caller }) => accounts.rename(params.user, body.name, caller),
    deleteUser: ({ params, caller }) => accounts.remove(params.user, caller),
  };
};
