import type { GroupPower } from '@perijove/contracts';
import { plural } from '../../format/number';

/** What a built-in group gives, so that nobody fills one without knowing. */
const power = {
  'docker-socket': {
    mark: 'Docker',
    title: 'Members can control Docker on this host',
    text: 'Their servers have access to the Docker socket of the host. This allows reading and changing every file on the host, and the volumes and servers of all users. Add only users whom you would trust with the root password.',
  },
  privileged: {
    mark: 'Privileged',
    title: 'Servers of members run privileged',
    text: 'Their containers can access the devices of the host and can break out of isolation. Add only users whom you would trust with the root password.',
  },
} satisfies Record<GroupPower, { mark: string; title: string; text: string }>;

/** Texts of the page of groups. */
export const strings = {
  title: 'Groups',
  lead: 'Manage members and the resource limits of their servers.',
  add: 'New group',
  search: 'Search groups',
  table: 'Groups',
  back: 'All groups',
  columns: {
    name: 'Name',
    members: 'Members',
    limits: 'Limits per server',
    outdated: 'Outdated',
  },
  actions: 'Actions',
  power,
  empty: {
    title: 'No groups yet',
    text: 'Create a group to set limits for its members or to notify them together.',
  },
  noMatch: {
    title: 'No groups found',
    text: 'Change the search.',
    clear: 'Clear search',
  },
  gone: {
    title: 'Group not found',
    text: 'It may have been deleted.',
  },
  members: (count: number) => plural(count, 'member', 'members'),
  limit: {
    title: 'Limits',
    lead: 'Limits for each server of a member. If a user is in several groups, the most generous limit applies.',
    edit: 'Change limits',
    cpu: 'CPU',
    memory: 'Memory',
    pids: 'Processes',
    cores: (count: number) => plural(count, 'core', 'cores'),
    processes: (count: number) => plural(count, 'process', 'processes'),
    none: 'no limit',
    default: (value: string) => `default: ${value}`,
    nothing: 'Default',
    dialog: (name: string) => `Limits of ${name}`,
    choice: {
      default: (value: string) => `Default (${value})`,
      custom: 'Custom limit',
      none: 'No limit',
    },
    value: (what: string) => `Maximum ${what}`,
    unit: 'Unit',
    hint: {
      cpuCores: '0.05 to 1024 cores',
      memory: '64 MiB or more',
      pids: 'Processes and threads, 64 or more',
    },
    next: 'The limits apply when a server starts. Running servers keep their current limits.',
    confirm: 'Save limits',
    saved: (name: string) => `Saved the limits of ${name}.`,
  },
  restart: {
    hint: (count: number) =>
      count === 1
        ? '1 member has a running server with outdated limits or permissions. Recreate it to apply the current ones.'
        : `${count.toLocaleString('en')} members have running servers with outdated limits or permissions. Recreate them to apply the current ones.`,
    show: 'Show outdated servers',
    only: 'Outdated servers only',
    mark: 'Outdated',
    markOf: (servers: string) => `Outdated: ${servers}`,
    defaultServer: 'default',
    recreate: 'Recreate…',
    recreateNamed: (user: string) => `Recreate the server of ${user}`,
    title: (user: string) => `Recreate the server of ${user}?`,
    text: 'The server starts in a new container with the current permissions and limits. Running notebooks stop, and software installed outside of volumes is lost. Saved files are kept.',
    confirm: 'Recreate',
    done: (user: string) => `Recreating the server of ${user}.`,
  },
  member: {
    title: 'Members',
    search: 'Search members',
    table: 'Members',
    columns: { user: 'Name', state: 'Server' },
    running: 'Running',
    stopped: 'Stopped',
    select: (user: string) => `Select ${user}`,
    selectPage: 'Select all on this page',
    selected: (count: number) => `${plural(count, 'member', 'members')} selected`,
    remove: 'Remove',
    removeNamed: (user: string) => `Remove ${user} from the group`,
    removed: (users: readonly string[], group: string) =>
      users.length === 1
        ? `Removed ${users[0] ?? ''} from ${group}.`
        : `Removed ${users.length} users from ${group}.`,
    added: (users: readonly string[], group: string) =>
      users.length === 1
        ? `Added ${users[0] ?? ''} to ${group}.`
        : `Added ${users.length} users to ${group}.`,
    leave: {
      title: (users: readonly string[], group: string) =>
        users.length === 1
          ? `Remove ${users[0] ?? ''} from ${group}?`
          : `Remove ${users.length} users from ${group}?`,
      text: 'You will no longer see these users. Only an administrator can add them again.',
    },
    nothing: 'All of them are already members.',
    empty: { title: 'No members yet', text: 'Add members above.' },
    emptyReader: { title: 'No members yet', text: 'Managers of this group can add members.' },
    noMatch: {
      title: 'No members found',
      text: 'Change the search.',
      restart: 'No member has an outdated server.',
      clear: 'Clear filters',
    },
  },
  choose: {
    label: 'Add members',
    hint: 'Select with the arrow keys and Enter, or paste several names.',
    suggestions: 'Users who can be added',
    found: (shown: number, total: number) =>
      shown < total
        ? `${shown} of ${total} users found`
        : `${plural(total, 'user', 'users')} found`,
    none: 'No users found.',
    drop: (user: string) => `Remove ${user}`,
    confirm: (count: number) => `Add ${plural(count, 'user', 'users')}`,
    ask: {
      title: (group: string) => `Add to ${group}?`,
      confirm: 'Add',
    },
  },
  create: {
    title: 'New group',
    label: 'Name',
    hint: 'Any characters except slashes. A group cannot be renamed.',
    bad: 'The name must not contain slashes or control characters, or start or end with a space.',
    taken: 'A group with this name already exists.',
    confirm: 'Create group',
    done: (name: string) => `Created ${name}. You can add members now.`,
  },
  remove: {
    button: 'Delete group…',
    item: 'Delete…',
    named: (name: string) => `Delete the group ${name}`,
    title: (name: string) => `Delete ${name}?`,
    what: (count: number) => [
      count === 0
        ? 'The group has no members.'
        : `${plural(count, 'user leaves', 'users leave')} the group. Their accounts, files and running servers are not affected.`,
      'Its limits and its roles in JupyterHub are deleted.',
      'This cannot be undone. A new group with the same name starts empty.',
    ],
    confirm: 'Delete group',
    done: (name: string) => `Deleted ${name}.`,
  },
} as const;
