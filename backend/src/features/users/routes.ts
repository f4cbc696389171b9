import type { Handlers } from '../handler.js';
import type { AccountService } from './account-lifecycle.js';
import type { PeopleService } from './user-service.js';

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

/** People and their accounts, from the request for one to its end. */
export const createUserRoutes = (deps: {
  readonly people: PeopleService;
  readonly accounts: AccountService;
}): Handlers<Names> => {
  const { people, accounts } = deps;
  return {
    listUsers: ({ query, caller }) => people.list(query, caller),
    createUsers: ({ body, caller }) => people.create(body, caller),
    checkUsers: ({ body }) => people.check(body.usernames),
    authorizeUser: ({ params, caller }) => people.authorize(params.user, caller),
    deauthorizeUser: ({ params, caller }) => people.deauthorize(params.user, caller),
    discardUser: ({ params, caller }) => people.discard(params.user, caller),
    setUserPassword: ({ params, body, caller }) => people.setPassword(params.user, body, caller),
    setUserAdmin: ({ params, body, caller }) => people.setAdmin(params.user, body.admin, caller),
    renameUser: ({ params, body, caller }) => accounts.rename(params.user, body.name, caller),
    deleteUser: ({ params, caller }) => accounts.remove(params.user, caller),
  };
};
