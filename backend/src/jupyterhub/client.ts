import { inEnglish } from '../lib/catalog.js';
import { text, type Message } from '../lib/text.js';
import { z } from 'zod';
import { OutgoingError, type Answered } from '../outgoing/exchange.js';
import type { HubApi } from '../outgoing/hub-api.js';
import { AppError } from '../lib/errors.js';
import { createGroupCalls } from './group-calls.js';
import type { Hub, HubServer, HubUser } from './port.js';

const when = z
  .string()
  .nullish()
  .transform(text => (text ? Date.parse(text) : null));

const ServerModel = z.object({
  name: z.string(),
  display_name: z.string().nullish(),
  ready: z.boolean().default(false),
  pending: z.string().nullish(),
  started: when,
  last_activity: when,
  url: z.string(),
});

const UserModel = z.object({
  name: z.string(),
  admin: z.boolean().default(false),
  groups: z.array(z.string()).default([]),
  last_activity: when,
  created: z.string().nullish(),
  servers: z.record(z.string(), ServerModel).default({}),
});

const ServicesModel = z.record(
  z.string(),
  z.object({
    name: z.string(),
    url: z.string().nullish(),
    prefix: z.string().nullish(),
    display: z.boolean().default(true),
  }),
);
const RulesModel = z.object({
  allowed: z.boolean(),
  limit: z.number().nullable(),
  optionsForm: z.boolean().default(false),
  slugs: z.boolean().default(false),
});

const AccessModel = z.object({
  epoch: z.string(),
  number: z.number(),
  names: z.array(z.string()).nullable(),
});

const OwnerModel = z.object({
  name: z.string(),
  kind: z.enum(['user', 'service']),
  scopes: z.array(z.string()).default([]),
  token_id: z.string().nullish(),
});

const PageModel = z.object({
  items: z.array(z.unknown()),
  _pagination: z.object({ next: z.object({ offset: z.number() }).nullable() }),
});

const RenamedModel = z.object({ name: z.string() });
const RefusalModel = z
  .object({
    code: z.enum(['name_invalid', 'name_taken', 'server_running', 'account_protected']).optional(),
    message: z.string(),
  })
  .catch({ message: '' });

const pendingOf = (pending: string | null | undefined): HubServer['pending'] =>
  pending === 'spawn' || pending === 'stop' ? pending : null;

const toUser = (raw: unknown): HubUser => {
  const model = UserModel.parse(raw);
  return {
    name: model.name,
    admin: model.admin,
    groups: model.groups,
    lastActivityMs: model.last_activity,
    created: model.created ?? null,
    servers: Object.values(model.servers).map(server => ({
      name: server.name,
      displayName: server.display_name || null,
      ready: server.ready,
      pending: pendingOf(server.pending),
      startedMs: server.started,
      lastActivityMs: server.last_activity,
      url: server.url,
    })),
  };
};

/** The largest page that JupyterHub gives. */
const PAGE = 200;

const away = (cause?: unknown): AppError =>
  new AppError('hub_unavailable', text('platform.hub.awayUnchanged'), {
    retryAfterSeconds: 5,
    cause,
  });

/** Calls JupyterHub's REST interface, as the service that we are. */
export const createHubClient = (options: {
  readonly api: HubApi;
  readonly labActivity: Hub['labActivity'];
}): Hub => {
  const { api } = options;

  const request = async (
    method: string,
    path: string,
    init: {
      readonly body?: unknown;
      readonly token?: string;
      readonly accept?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Answered> => {
    const { token, ...rest } = init;
    const call = { method, path, ...rest };
    let response: Answered;
    try {
      response = await (token === undefined ? api.asService(call) : api.asBearer(token, call));
    } catch (error) {
      // Nobody can bear a name that leads elsewhere.
      if (error instanceof OutgoingError && error.kind === 'refused') {
        throw new AppError('bad_request', text('platform.requests.badAddress'), { cause: error });
      }
      throw away(error);
    }
    // The hub's interface leads nowhere else, so what does is not the hub.
    const led = response.status >= 300 && response.status < 400;
    if (led || response.status >= 500) throw away(`${method} ${path}: ${response.status}`);
    return response;
  };

  /** Words of the hub's own error body. */
  const wordsOf = (response: Answered): Message => {
    try {
      return z.object({ message: z.string() }).parse(response.json()).message;
    } catch {
      return text('platform.hub.answered', { status: response.status });
    }
  };

  const serverPath = (user: string, server: string): string =>
    server === ''
      ? `/users/${encodeURIComponent(user)}/server`
      : `/users/${encodeURIComponent(user)}/servers/${encodeURIComponent(server)}`;

  const eachPage = async function* (path: string): AsyncGenerator<readonly unknown[]> {
    for (let offset: number | null = 0; offset !== null;) {
      const response: Answered = await request('GET', `${path}?limit=${PAGE}&offset=${offset}`, {
        accept: 'application/jupyterhub-pagination+json',
      });
      if (!response.ok) throw away(wordsOf(response));
      const page = PageModel.parse(response.json());
      yield page.items;
      offset = page._pagination.next?.offset ?? null;
    }
  };

  const pages = async (path: string): Promise<unknown[]> => {
    const items: unknown[] = [];
    for await (const page of eachPage(path)) items.push(...page);
    return items;
  };

  /** Checked page by page: ten thousand users in one go would hold up all other requests. */
  const users = async (): Promise<HubUser[]> => {
    const users: HubUser[] = [];
    for await (const page of eachPage('/users')) users.push(...page.map(toUser));
    return users;
  };

  return {
    ping: async () => {
      const response = await request('GET', '/');
      return z.object({ version: z.string() }).parse(response.json());
    },
    ownerOf: async token => {
      const response = await request('GET', '/user', { token });
      if (response.status === 401 || response.status === 403 || response.status === 404)
        return null;
      if (!response.ok) throw away(wordsOf(response));
      const { token_id: tokenId, ...owner } = OwnerModel.parse(response.json());
      return { ...owner, tokenId: tokenId ?? null };
    },
    user: async name => {
      const response = await request('GET', `/users/${encodeURIComponent(name)}`);
      if (response.status === 404) return null;
      if (!response.ok) throw away(wordsOf(response));
      return toUser(response.json());
    },
    accessChanges: async since => {
      const query = new URLSearchParams(
        since === null ? {} : { epoch: since.epoch, since: String(since.number) },
      );
      const response = await request('GET', `/perijove/access-changes?${query.toString()}`);
      if (response.status === 404) return null;
      if (!response.ok) throw away(wordsOf(response));
      return AccessModel.parse(response.json());
    },
    users,
    ...createGroupCalls({ request, pages, wordsOf, away }),
    startServer: async (user, server, options, displayName) => {
      // Without a word of ours JupyterHub goes by what the user chose last; an empty choice is one.
      const chosen = Object.keys(options).length === 0 ? null : options;
      const body =
        displayName === undefined ? chosen : { display_name: displayName, user_options: chosen };
      const sent = body === null ? {} : { body };
      const response = await request('POST', serverPath(user, server), sent);
      if (response.ok) return;
      if (response.status === 404)
        throw new AppError('user_not_found', text('common.noUser', { user }));
      const words = wordsOf(response);
      // The hub has no code for it: a start under way or done answers 400 and says so in words.
      if (/already running|pending spawn|is pending/i.test(inEnglish(words))) {
        if (/pending stop/i.test(inEnglish(words))) {
          throw new AppError('server_pending', text('platform.hub.serverStopping'));
        }
        return;
      }
      throw new AppError('conflict', words);
    },
    stopServer: async (user, server) => {
      const response = await request('DELETE', serverPath(user, server));
      if (response.ok) return;
      if (response.status === 404) {
        // A named server that does not exist is stopped; a user who does not exist is an error.
        const known = await request('GET', `/users/${encodeURIComponent(user)}`);
        if (known.status === 404)
          throw new AppError('user_not_found', text('common.noUser', { user }));
        return;
      }
      const words = wordsOf(response);
      if (/not running|pending stop/i.test(inEnglish(words))) return;
      throw new AppError('server_pending', words);
    },
    renameUser: async (user, name) => {
      const path = `/perijove/users/${encodeURIComponent(user)}/rename`;
      const response = await request('POST', path, { body: { name } });
      if (response.ok) return RenamedModel.parse(response.json()).name;
      const { code, message: said } = RefusalModel.parse(response.json());
      const message = said === '' ? text('platform.hub.refusedSilently') : said;
      if (code !== undefined) throw new AppError(code, message);
      throw response.status === 404
        ? new AppError('user_not_found', text('common.noUser', { user }))
        : new AppError(response.status === 400 ? 'name_invalid' : 'conflict', message);
    },
    deleteUser: async user => {
      const response = await request('DELETE', `/users/${encodeURIComponent(user)}`);
      if (response.ok || response.status === 404) return;
      const words = wordsOf(response);
      throw new AppError(response.status === 400 ? 'server_pending' : 'conflict', words);
    },
    removeServer: async (user, server) => {
      const body = { remove: true };
      const response = await request('DELETE', serverPath(user, server), { body });
      if (response.ok || response.status === 404) return;
      throw new AppError('server_pending', wordsOf(response));
    },
    services: async () => {
      const response = await request('GET', '/services');
      // An operator may have given our service less than it asks for: then there is no menu.
      if (response.status === 403) return [];
      if (!response.ok) throw away(wordsOf(response));
      return Object.values(ServicesModel.parse(response.json())).map(
        ({ name, url, prefix, display }) => ({
          name,
          path: url && prefix ? prefix : null,
          display,
        }),
      );
    },
    namedServerRules: async () => {
      const response = await request('GET', '/perijove/named-servers');
      // A hub that was configured by an earlier Perijove has no such address.
      if (response.status === 404)
        return { allowed: false, limit: null, optionsForm: false, slugs: false };
      if (!response.ok) throw away(wordsOf(response));
      return RulesModel.parse(response.json());
    },
    labActivity: options.labActivity,
  };
};
