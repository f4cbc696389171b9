import type { HealthReport } from '@perijove/contracts';
import { plural } from '../../format/number';

type Part = keyof HealthReport['health']['checks'];

/** Texts of the page Health. */
export const strings = {
  title: 'Health',
  lead: 'Whether every part works, what fills the disks, and how old the readings are.',
  well: 'All parts work.',
  troubled: (count: number) =>
    `${plural(count, 'part needs', 'parts need')} attention. Running servers go on.`,
  lookAgain: 'Look again',
  looked: (when: string) => `Looked ${when}`,
  copy: 'Copy a report',
  copied: 'The report is copied. It has no secrets; it has names of users with large volumes.',
  notCopied: 'The browser did not let this page copy.',
  parts: 'Parts',
  part: {
    db: 'Database',
    engine: 'Container engine',
    hub: 'JupyterHub',
    disk: 'Disks',
  } satisfies Record<Part, string>,
  means: {
    db: 'Keeps sessions, volumes, messages and the audit log. Without it nothing can be changed.',
    engine: 'Runs the servers. Without it none starts or stops; those that run go on.',
    hub: 'Signs users in and knows their rights. Without it nobody can sign in.',
    disk: 'Hold all of it. On a full one most new things cannot be saved.',
  } satisfies Record<Part, string>,
  works: 'Works',
  fails: 'Needs attention',
  disks: 'Room on disks',
  disk: {
    data: 'Data of the platform',
    engine: 'Servers and volumes',
  },
  oneDisk: 'One disk holds everything.',
  free: (free: string, total: string) => `${free} of ${total} free`,
  full: 'Full',
  noDisks: 'The disks cannot be looked at from here.',
  fills: 'What fills them',
  volumes: 'Volumes in use',
  trash: 'Trash',
  history: 'Readings of the activity page',
  largest: 'Largest volumes',
  allVolumes: 'All volumes',
  openTrash: 'Open the trash',
  nothingMeasured: 'No volume was measured yet.',
  readings: 'Age of readings',
  users: 'Users and servers',
  usage: 'Processors and memory',
  usageEvery: (age: string, seconds: number) => `${age}, read every ${seconds} s`,
  sizes: 'Oldest size of a volume',
  never: 'Not yet',
  versions: 'Versions',
  running: (version: string, time: string) => `${version}, running for ${time}`,
  unknown: 'Does not answer',
  perijove: 'Perijove',
  logs: 'Logs of hub and backend: logs/hub.log in the folder of data, or docker compose logs hub backend.',
  reportLine: (name: string, text: string) => `${name}: ${text}`,
} as const;
