import { inEnglish } from '../lib/catalog.js';
import { text, type Message } from '../lib/text.js';
import { z } from 'zod';
import type { Answered } from '../outgoing/exchange.js';
import { AppError } from '../lib/errors.js';
import type { Hub, HubGroup, OnBehalf } from './port.js';

const GroupModel = z.object({
  name: z.string(),
  users: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

/** By it the hub knows for whom we ask; `hub/src/perijove/access/actors.py` reads it. */
const ON_BEHALF = 'Perijove-On-Behalf';
/** What the hub's own rules about groups and users put into their refusals. */
const REFUSAL = 'Perijove-Refusal';

const askedBy = (by: OnBehalf | undefined): Readonly<Record<string, string>> =>
  by?.tokenId === undefined || by.tokenId === null ? {} : { [ON_BEHALF]: by.tokenId };

/** Our key in the properties of a group. */
const KEY = 'perijove';

const toGroup = (raw: unknown): HubGroup => {
  const { name, users, properties } = GroupModel.parse(raw);
  return { name, users, settings: properties?.[KEY] };
};

type GroupCalls = Pick<
  Hub,
  | 'groups'
  | 'group'
  | 'createGroup'
  | 'deleteGroup'
  | 'addToGroup'
  | 'removeFromGroup'
  | 'setGroupSettings'
>;

/** The part of JupyterHub's interface that is about groups. */
export const createGroupCalls = (deps: {
  readonly request: (
    method: string,
    path: string,
    init?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Answered>;
  readonly pages: (path: string) => Promise<readonly unknown[]>;
  readonly wordsOf: (response: Answered) => Message;
  readonly away: (cause?: unknown) => AppError;
}): GroupCalls => {
  const { request, pages, wordsOf, away } = deps;
  const pathOf = (name: string): string => `/groups/${encodeURIComponent(name)}`;

  /** Refusals of the hub that have no meaning of their own here. */
  const refused = (response: Answered): AppError => {
    const words = wordsOf(response);
    if (response.headers[REFUSAL.toLowerCase()] !== undefined) {
      return new AppError('forbidden', words);
    }
    if (response.status === 403) {
      return new AppError('conflict', text('platform.hub.groupsNotAllowed'), { cause: words });
    }
    return new AppError('conflict', words);
  };

  const missing = (name: string): AppError =>
    new AppError('group_not_found', text('common.noGroup', { group: name }));

  const change = async (
    method: string,
    name: string,
    tail: string,
    by: OnBehalf | undefined,
    body?: unknown,
  ) => {
    const response = await request(method, `${pathOf(name)}${tail}`, {
      ...(body === undefined ? {} : { body }),
      headers: askedBy(by),
    });
    if (response.status === 404) throw missing(name);
    return response;
  };

  const members = async (
    method: string,
    name: string,
    users: readonly string[],
    by: OnBehalf | undefined,
  ) => {
    if (users.length === 0) return;
    const response = await change(method, name, '/users', by, { users });
    if (response.ok) return;
    const words = wordsOf(response);
    // The hub has no code for it; it stops at the first that it does not know, and changes nothing.
    if (response.status === 400 && /no such user/i.test(inEnglish(words))) {
      throw new AppError(
        'user_not_found',
        text('platform.hub.membersUnchanged', { refusal: words }),
      );
    }
    throw refused(response);
  };

  const find = async (name: string): Promise<Answered | null> => {
    const response = await request('GET', pathOf(name));
    if (response.status === 404) return null;
    if (!response.ok) throw away(wordsOf(response));
    return response;
  };

  return {
    groups: async () => (await pages('/groups')).map(toGroup),
    group: async name => {
      const response = await find(name);
      return response === null ? null : toGroup(response.json());
    },
    createGroup: async (name, by) => {
      const response = await request('POST', pathOf(name), { body: {}, headers: askedBy(by) });
      if (response.status === 409) {
        throw new AppError('conflict', text('platform.hub.groupExists', { group: name }));
      }
      if (!response.ok) throw refused(response);
    },
    deleteGroup: async (name, by) => {
      const response = await change('DELETE', name, '', by);
      if (!response.ok) throw refused(response);
    },
    addToGroup: (name, users, by) => members('POST', name, users, by),
    removeFromGroup: (name, users, by) => members('DELETE', name, users, by),
    setGroupSettings: async (name, settings, by) => {
      const response = await find(name);
      if (response === null) throw missing(name);
      const { properties } = GroupModel.parse(response.json());
      const changed = await change('PUT', name, '/properties', by, {
        ...properties,
        [KEY]: settings,
      });
      if (!changed.ok) throw refused(changed);
    },
  };
};
