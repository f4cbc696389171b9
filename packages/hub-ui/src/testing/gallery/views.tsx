import type { TrashEntry, GroupView, UserView, VolumeOwner } from '@perijove/contracts';
import type { ReactElement } from 'react';
import type { Loaded } from '../../components/loaded';
import { ActivityPageView } from '../../pages/activity/ActivityPageView';
import { searchOf as activitySearchOf } from '../../pages/activity/search';
import { AuditLogTable } from '../../pages/audit-log/AuditLogTable';
import { GroupPageView } from '../../pages/groups/GroupPageView';
import { GroupsPageView } from '../../pages/groups/GroupsPageView';
import { HomePageView } from '../../pages/home/HomePageView';
import { NotificationsPageView } from '../../pages/notifications/NotificationsPageView';
import { SettingsPageView } from '../../pages/settings/SettingsPageView';
import { searchOf as usersSearchOf } from '../../pages/users/search';
import { UsersPageView } from '../../pages/users/UsersPageView';
import { AllVolumesTabView } from '../../pages/volumes/admin/AllVolumesTabView';
import { TrashTabView } from '../../pages/volumes/admin/TrashTabView';
import { VolumesPageView } from '../../pages/volumes/VolumesPageView';
import {
  activityOf,
  generationOf,
  minutesAgo,
  newServer,
  NOW,
  notificationOf,
  rowOf,
  sentOf,
  serverOf,
  volumeOf,
} from '../samples';
import { failed, loading, ready } from '../states';

import {
  nothing,
  LONG,
  MANY,
  names,
  paging,
  inPage,
  paged,
  listStates,
  userOf,
  userCommands,
  groupOf,
  groupCommands,
  defaults,
  trashOf,
  ownerOf,
  serverActions,
  namedActions,
} from './samples';

const home = (server: Loaded<ReturnType<typeof serverOf>>, named: readonly string[] = []) => (
  <HomePageView
    server={server}
    volumes={ready({ volumes: [volumeOf()] })}
    plots={{ cpu: [], memory: [] }}
    now={NOW}
    busy={false}
    openWhenReady
    named={{
      list: {
        allowed: true,
        limit: null,
        slugs: false,
        servers: named.map(name => serverOf({ name, displayName: name })),
      },
      busy: false,
      log: null,
      actions: namedActions,
    }}
    log={null}
    actions={serverActions}
  />
);
const volumes = (list: Parameters<typeof VolumesPageView>[0]['volumes']) => (
  <VolumesPageView
    owner={null}
    tabs={null}
    volumes={list}
    serverState="running"
    results={null}
    now={NOW}
    busy={false}
    actions={{ reset: nothing, restore: nothing, stopServer: nothing, closeResults: nothing }}
  />
);
const notifications = (
  tab: 'send' | 'inbox',
  inbox: Parameters<typeof NotificationsPageView>[0]['inbox'],
) => (
  <NotificationsPageView
    tab={tab}
    sender={{
      options: ready({ maxLength: 140, mayAll: true, groups: ['class-a'], users: 120, active: 14 }),
      sent: ready(paged([sentOf(), sentOf({ id: 'n2', message: LONG })])),
      selected: sentOf(),
      deliveries: loading,
      now: NOW,
      busy: false,
      sends: 0,
      to: null,
      actions: {
        send: nothing,
        select: nothing,
        recall: nothing,
        find: () => Promise.resolve({ users: [], total: 0 }),
      },
    }}
    inbox={inbox}
    unread={1}
    now={NOW}
    onDismiss={nothing}
  />
);
const settings = (view: Parameters<typeof SettingsPageView>[0]['settings']) => (
  <SettingsPageView settings={view} now={NOW} onCopy={nothing} />
);
const group = (
  view: Parameters<typeof GroupPageView>[0]['group'],
  members: readonly string[] = names(5),
) => (
  <GroupPageView
    name="class-a"
    group={view}
    defaults={defaults}
    members={ready(
      inPage(members.map(user => ({ user, running: true, outdated: [''], mayRecreate: true }))),
    )}
    text=""
    onlyOutdated={false}
    paging={paging}
    stale={false}
    busy={false}
    searchUsers={() => Promise.resolve({ users: [], total: 0 })}
    undoable
    commands={groupCommands}
    onText={nothing}
    onOnlyOutdated={nothing}
  />
);

/** Every view of a page in every state, by the name of the page and that of the state. */
export const views: Readonly<Record<string, Readonly<Record<string, ReactElement>>>> = {
  Home: {
    loading: home(loading),
    error: home(failed('network')),
    'new user': home(ready(newServer())),
    running: home(ready(serverOf({ settingsOutdated: true })), ['gpu', LONG]),
    stopped: home(ready(serverOf({ phase: 'stopped', url: null, usage: null }))),
    failed: home(
      ready(
        serverOf({
          phase: 'failed',
          url: null,
          usage: null,
          failure: { code: 'image_not_found', message: 'The image does not exist.' },
        }),
      ),
    ),
  },
  Volumes: {
    loading: volumes(loading),
    empty: volumes(ready({ volumes: [] })),
    error: volumes(failed('away')),
    full: volumes(
      ready({
        volumes: [
          volumeOf({ recoverable: [generationOf()] }),
          volumeOf({ name: LONG, resettable: false, sizeBytes: null, measuredAt: null }),
        ],
      }),
    ),
  },
  'All volumes': listStates(
    owners => (
      <AllVolumesTabView
        owners={owners}
        text=""
        sorting={{ sort: 'size', order: 'desc' }}
        paging={paging}
        stale={false}
        now={NOW}
        onText={nothing}
        onSort={nothing}
      />
    ),
    (items: readonly VolumeOwner[]) => inPage(items),
    ownerOf,
  ),
  Trash: listStates(
    trash => (
      <TrashTabView
        trash={trash}
        text=""
        kind={null}
        sorting={{ sort: 'expiresAt', order: 'asc' }}
        paging={paging}
        stale={false}
        busy={false}
        now={NOW}
        onSearch={nothing}
        onSort={nothing}
        onRestore={nothing}
        onPurge={nothing}
      />
    ),
    (items: readonly TrashEntry[]) => ({
      ...inPage(items),
      trash: { entries: items.length, sizeBytes: 1024 ** 4, unmeasured: 1, retentionDays: 7 },
    }),
    trashOf,
  ),
  Notifications: {
    sent: notifications('send', loading),
    'inbox loading': notifications('inbox', loading),
    'inbox empty': notifications('inbox', ready([])),
    'inbox error': notifications('inbox', failed('network')),
    inbox: notifications(
      'inbox',
      ready([notificationOf(), notificationOf({ id: 'n2', message: LONG })]),
    ),
  },
  Activity: listStates(
    page => (
      <ActivityPageView
        page={page}
        search={activitySearchOf(new URLSearchParams())}
        paging={paging}
        stale={false}
        now={NOW}
        administer
        maxLength={140}
        renderVolumes={() => null}
        onSearch={nothing}
        commands={{ ...serverActions, visit: nothing, bulk: nothing, notify: nothing }}
        exportHref="#"
        onClearSamples={nothing}
        onOpenUser={nothing}
      />
    ),
    activityOf,
    user => rowOf({ user, settingsOutdated: user.endsWith('2') }),
  ),
  Users: listStates(
    page => (
      <UsersPageView
        page={page}
        me="root"
        search={usersSearchOf(new URLSearchParams())}
        paging={paging}
        stale={false}
        busy={false}
        now={NOW}
        canNotify
        commands={userCommands}
        onSearch={nothing}
        onAdd={nothing}
      />
    ),
    (items: readonly UserView[]) => ({
      ...inPage(items),
      counts: { all: items.length, admins: 1, pending: 2, active: 1, never: 0, locked: 0 },
      accounts: {
        kept: true,
        signUp: true,
        approval: true,
        minimumPasswordLength: 8,
        longestName: 64,
      },
      volumesKeptDays: 7,
      can: { manage: true, visit: 'all' as const },
    }),
    userOf,
  ),
  Groups: listStates(
    page => (
      <GroupsPageView
        page={page}
        text=""
        paging={paging}
        stale={false}
        busy={false}
        commands={groupCommands}
        onText={nothing}
      />
    ),
    (items: readonly GroupView[]) => ({ ...inPage(items), defaults, mayCreate: true }),
    groupOf,
  ),
  Group: {
    loading: group(loading),
    error: group(failed('away')),
    forbidden: group(failed('forbidden')),
    empty: group(ready({ ...groupOf('class-a'), members: 0 }), []),
    full: group(ready(groupOf('class-2'))),
    'host access': group(ready(groupOf('docker-1')), [LONG, 'ada']),
    '200 rows': group(ready({ ...groupOf('class-a'), members: MANY }), names(MANY)),
  },
  'Audit log': {
    full: (
      <AuditLogTable
        events={names(5).map((actor, index) => ({
          id: index,
          at: minutesAgo(index * 7),
          actor,
          actorKind: 'user' as const,
          action: 'server.start',
          subject: LONG,
          result: index === 2 ? ('refused' as const) : ('ok' as const),
          details: { image: 'quay.io/jupyter/minimal-notebook' },
          address: '192.0.2.7',
        }))}
      />
    ),
  },
  Settings: {
    loading: settings(loading),
    error: settings(failed('away')),
    forbidden: settings(failed('forbidden')),
    full: settings(
      ready({
        settings: names(4).map((name, index) => ({
          name: `PERIJOVE_${name.toUpperCase().replace('-', '_')}`,
          group: index < 2 ? 'platform' : 'labs',
          description: 'What this setting does',
          value: LONG,
          fallback: '600',
          origin: 'environment' as const,
          oldName: null,
          secret: index === 1,
          isSet: true,
          changed: index === 0,
        })),
        problems: [],
        gpu: { enabled: true, reason: 'Found by nvidia-smi.', checkedAt: minutesAgo(5) },
      }),
    ),
  },
};
