import type { GroupView, TrashEntry, UserView, VolumeOwner } from '@perijove/contracts';
import type { ReactElement } from 'react';
import type { Loaded } from '../../components/loaded';
import { minutesAgo } from '../samples';
import { failed, loading, ready } from '../states';

export const nothing = (): undefined => undefined;
export const LONG =
  'maximiliana-alexandrina.von-und-zu-hohenstein@department.university.example.org';
export const MANY = 200;
export const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `user-${String(index + 1).padStart(3, '0')}`);
export const paging = { offset: 0, previous: null, next: nothing };
export const inPage = <T,>(items: readonly T[]) => ({
  items: [...items],
  nextCursor: null,
  total: items.length,
});
export const paged = <T,>(items: readonly T[]) => ({
  items,
  total: items.length,
  hasMore: false,
  loadingMore: false,
  loadMore: nothing,
});

/** The states in which every view of a list is shown. */
export const listStates = <T, D>(
  view: (list: Loaded<D>) => ReactElement,
  pageOf: (items: readonly T[]) => D,
  itemOf: (name: string) => T,
): Readonly<Record<string, ReactElement>> => ({
  loading: view(loading),
  empty: view(ready(pageOf([]))),
  error: view(failed('away')),
  forbidden: view(failed('forbidden')),
  full: view(ready(pageOf(names(5).map(itemOf)))),
  'long names': view(ready(pageOf([itemOf(LONG), itemOf('ada')]))),
  '200 rows': view(ready(pageOf(names(MANY).map(itemOf)))),
});

export const userOf = (name: string): UserView => ({
  name,
  state: name.endsWith('1') ? 'pending' : name.endsWith('2') ? 'locked' : 'active',
  admin: name.endsWith('3'),
  groups: ['class-a'],
  email: `${name.split('@')[0] ?? name}@example.org`,
  hasPassword: true,
  mustChangePassword: name.endsWith('4'),
  running: name.endsWith('3'),
  lastActivity: minutesAgo(30),
});
export const userCommands = {
  approve: nothing,
  discard: nothing,
  disable: nothing,
  enable: nothing,
  setAdmin: nothing,
  setPassword: nothing,
  rename: nothing,
  remove: nothing,
  stopServer: nothing,
  visit: nothing,
};
export const groupOf = (name: string): GroupView => ({
  name,
  members: 12,
  power: name.endsWith('1') ? 'docker-socket' : null,
  limits: { cpuCores: 2, memoryBytes: null, pids: null },
  problem: null,
  outdated: name.endsWith('2') ? 3 : 0,
  can: { fill: true, limit: true, delete: true },
});
export const groupCommands = {
  create: nothing,
  remove: nothing,
  setLimits: nothing,
  addMembers: nothing,
  removeMembers: nothing,
  recreate: nothing,
};
export const defaults = { cpuCores: 2, memoryBytes: null, pids: 4096 };
export const trashOf = (user: string): TrashEntry => ({
  user,
  volume: 'workspace',
  generation: 1,
  kind: user.endsWith('1') ? 'account' : 'reset',
  sizeBytes: 3 * 1024 ** 3,
  measuredAt: minutesAgo(5),
  retiredAt: minutesAgo(60),
  expiresAt: minutesAgo(-6000),
  accountExists: !user.endsWith('1'),
});
export const ownerOf = (user: string): VolumeOwner => ({
  user,
  volumes: 3,
  sizeBytes: 5 * 1024 ** 3,
  measuredAt: minutesAgo(5),
  large: user.endsWith('1') ? ['workspace'] : [],
  earlier: 2,
});
export const serverActions = {
  start: nothing,
  stop: nothing,
  restart: nothing,
  recreate: nothing,
  extend: nothing,
  setOpenWhenReady: nothing,
  setLogOpen: nothing,
  refreshLog: nothing,
  showActivity: nothing,
};
export const namedActions = { ...serverActions, remove: nothing, showLog: nothing };
