import type { GroupPower } from '@perijove/contracts';
import { plural } from '../../format/number';

/** What a built-in group gives, so that nobody fills one without knowing. */
const power = {
  'docker-socket': {
    mark: 'Docker',
    title: 'Members command Docker on this machine',
    text: 'Their labs hold the Docker socket of the host. Whoever has it can read and change every file of the machine, and everybody’s volumes and labs. Add only people whom you would give the root password.',
  },
  privileged: {
    mark: 'Privileged',
    title: 'Labs of members run without protection',
    text: 'Their containers run privileged: they reach the devices of the host and can break out of the container. Add only people whom you would give the root password.',
  },
} satisfies Record<GroupPower, { mark: string; title: string; text: string }>;

/** Texts of the page of groups. */
export const strings = {
  title: 'Groups',
  lead: 'Who belongs together, and what their labs get.',
  add: 'New group',
  search: 'Search groups',
  table: 'Groups',
  back: 'All groups',
  columns: {
    name: 'Name',
    members: 'Members',
    limits: 'Limits of their labs',
    outdated: 'Must restart',
  },
  actions: 'Actions',
  power,
  empty: {
    title: 'No groups yet',
    text: 'Make one to give people limits of their own, or to write to them together.',
  },
  noMatch: {
    title: 'No group matches',
    text: 'No group fits this search.',
    clear: 'Show all groups',
  },
  gone: {
    title: 'There is no such group',
    text: 'It was deleted, or has another name.',
  },
  members: (count: number) => plural(count, 'member', 'members'),
  limit: {
    title: 'Limits',
    lead: 'For each lab of a member. If somebody is in several groups, the most generous counts.',
    edit: 'Change limits',
    cpu: 'CPU',
    memory: 'Memory',
    pids: 'Processes',
    cores: (count: number) => plural(count, 'core', 'cores'),
    processes: (count: number) => plural(count, 'process', 'processes'),
    none: 'no limit',
    usual: (value: string) => `as everybody: ${value}`,
    nothing: 'As everybody',
    dialog: (name: string) => `Limits of ${name}`,
    choice: {
      usual: (value: string) => `As everybody (${value})`,
      own: 'Own limit',
      none: 'No limit',
    },
    value: (what: string) => `${what}, at most`,
    unit: 'Unit',
    hint: {
      cpuCores: 'Cores, 0.05 to 1024.',
      memory: '64 MiB or more.',
      pids: 'Processes and threads together, 64 or more.',
    },
    next: 'Labs that run keep what they have. It counts from their next start.',
    confirm: 'Save limits',
    saved: (name: string) => `The limits of ${name} are saved.`,
  },
  restart: {
    hint: (count: number) =>
      count === 1
        ? '1 member has a running lab that was started under other rules. It changes with the next start.'
        : `${count.toLocaleString('en')} members have running labs that were started under other rules. They change with the next start.`,
    show: 'Show who must restart',
    only: 'Only who must restart',
    mark: 'Must restart',
    markOf: (servers: string) => `Must restart: ${servers}`,
    usualServer: 'default',
    recreate: 'Start anew…',
    recreateNamed: (user: string) => `Start anew: the lab of ${user}`,
    title: (user: string) => `Start the lab of ${user} anew?`,
    text: 'It stops and starts again at once, with what the groups give now. Files are kept; what is only in memory is lost.',
    confirm: 'Start anew',
    done: (user: string) => `The lab of ${user} starts anew.`,
  },
  member: {
    title: 'Members',
    search: 'Search members',
    table: 'Members',
    columns: { user: 'Name', state: 'Lab' },
    running: 'Running',
    stopped: 'Not running',
    select: (user: string) => `Select ${user}`,
    selectPage: 'Select all on this page',
    selected: (count: number) => `${plural(count, 'member', 'members')} selected`,
    remove: 'Remove',
    removeNamed: (user: string) => `Remove ${user} from the group`,
    removed: (users: readonly string[], group: string) =>
      users.length === 1
        ? `${users[0] ?? ''} is not in ${group} any more.`
        : `${users.length} people are not in ${group} any more.`,
    added: (users: readonly string[], group: string) =>
      users.length === 1
        ? `${users[0] ?? ''} is in ${group} now.`
        : `${users.length} people are in ${group} now.`,
    leave: {
      title: (users: readonly string[], group: string) =>
        users.length === 1
          ? `Remove ${users[0] ?? ''} from ${group}?`
          : `Remove ${users.length} people from ${group}?`,
      text: 'You will not see them any more, so only an administrator can add them again.',
    },
    nothing: 'They were in the group already.',
    empty: { title: 'Nobody is in this group', text: 'Add the first members above.' },
    emptyReader: { title: 'Nobody is in this group', text: 'Whoever fills it can add people.' },
    noMatch: {
      title: 'Nobody matches',
      text: 'No member fits this search.',
      restart: 'No member has to restart any more.',
      clear: 'Show all members',
    },
  },
  choose: {
    label: 'Add members',
    hint: 'Choose from the list with the arrow keys and Enter. Several names can be pasted at once.',
    suggestions: 'People who can be added',
    found: (shown: number, total: number) =>
      shown < total ? `${shown} of ${total} who can be added` : `${total} who can be added`,
    nobody: 'Nobody of this name can be added.',
    drop: (user: string) => `Leave ${user} out`,
    confirm: (count: number) => `Add ${plural(count, 'person', 'people')}`,
    ask: {
      title: (group: string) => `Add to ${group}?`,
      confirm: 'Add all the same',
    },
  },
  create: {
    title: 'New group',
    label: 'Name',
    hint: 'Letters, digits and signs other than slashes. It cannot be renamed later.',
    bad: 'A group’s name has no slash, no control character and no space at its ends.',
    taken: 'There is a group of this name.',
    confirm: 'Make group',
    done: (name: string) => `${name} is there. Now add people to it.`,
  },
  remove: {
    button: 'Delete group…',
    item: 'Delete…',
    named: (name: string) => `Delete the group ${name}`,
    title: (name: string) => `Delete ${name}?`,
    what: (count: number) => [
      count === 0
        ? 'Nobody is in it.'
        : `${plural(count, 'person leaves', 'people leave')} the group. Their accounts, files and running labs stay as they are.`,
      'Its limits go, and whatever else JupyterHub gave to the group, such as roles.',
      'It cannot be brought back; a new group of the same name begins empty.',
    ],
    confirm: 'Delete group',
    done: (name: string) => `${name} is deleted.`,
  },
} as const;
