import type { Handlers } from '../../http/handler.js';
import type { PeopleService } from './service.js';

type Names =
  | 'listUsers'
  | 'createUsers'
  | 'checkUsers'
  | 'authorizeUser'
  | 'deauthorizeUser'
  | 'discardUser'
  | 'setUserPassword'
  | 'setUserAdmin';

export const createPeopleRoutes = (deps: { readonly people: PeopleService }): Handlers<Names> => {
  const { people } = deps;
  return {
    listUsers: ({ query }) => people.list(query),
    createUsers: ({ body, caller }) => people.create(body, caller),
    checkUsers: ({ body }) => people.check(body.usernames),
    authorizeUser: ({ params, caller }) => people.authorize(params.user, caller),
    deauthorizeUser: ({ params, caller }) => people.deauthorize(params.user, caller),
    discardUser: ({ params, caller }) => people.discard(params.user, caller),
    setUserPassword: ({ params, body, caller }) => people.setPassword(params.user, body, caller),
    setUserAdmin: ({ params, body, caller }) => people.setAdmin(params.user, body.admin, caller),
  };
};
