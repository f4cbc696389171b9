import type { HistoryView } from '@perijove/contracts';
import { plural } from '../../../format/number';

/** How far back the plots of a user reach. */
export type Range = HistoryView['range'];

/** Texts of the drawer about one user. */
export const strings = {
  close: 'Close',
  ranges: 'Time range of the plots',
  range: { '1h': '1 h', '24h': '24 h', '7d': '7 days', '30d': '30 days' } satisfies Record<
    Range,
    string
  >,
  cpu: 'CPU',
  memory: 'Memory',
  network: 'Network',
  received: 'received',
  sent: 'sent',
  disk: 'Disk',
  read: 'read',
  written: 'written',
  volumes: 'Volumes',
  noVolumes: 'There are no volumes yet.',
  measured: (ago: string) => `measured ${ago}`,
  perSecond: (bytes: string) => `${bytes}/s`,
  most: (value: string) => `at most ${value}`,
  mostOf: (what: string, value: string) => `${what} at most ${value}`,
  limit: (value: string) => `limit ${value}`,
  plot: (name: string, range: string, most: string) => `${name} over the last ${range}: ${most}`,
  since: (when: string, ago: string, plotsBeginThere: boolean) =>
    `Recorded since ${when}, ${ago}${plotsBeginThere ? ': plots begin there.' : '.'}`,
  nothing: 'Nothing was measured in this time.',
  diskUncounted: 'The system of this host does not count what containers read and write.',
  now: 'now',
  ago: (range: string) => `${range} ago`,
  hours: 'Active hours',
  score: (time: string, days: number) =>
    `Active ${time} of the last ${plural(days, 'day', 'days')}. Recent hours count more.`,
  scoreFigure: (score: number) => `Score ${Math.round(score)} of 100`,
  noScore: 'Nothing was measured yet. The first figures come with the next sample.',
  day: (date: string, hours: string) => `${date}: ${hours}`,
  notMeasured: 'not measured',
  scale: (target: number) => `A full colour is ${target} h or more.`,
  events: 'Events',
  noEvents: 'Nothing was recorded yet.',
  by: (what: string, who: string) => `${what} by ${who}`,
  outdated: {
    text: 'Rights or limits have changed. New rules apply when you recreate this server.',
    action: 'Recreate…',
  },
  culler: 'the idle culler',
  marks: 'What the lines that stand upright mean',
  marker: { start: 'Started', stop: 'Stopped', cull: 'Stopped by the idle culler' },
  action: {
    'server.start': 'Started',
    'server.stop': 'Stopped',
    'server.restart': 'Restarted',
    'server.recreate': 'Recreated',
    'server.memory_full': 'Memory was used up',
    'server.visit': 'Lab opened',
    'server.enter': 'Lab entered',
    'session.extend': 'Session extended',
    'volume.reset': 'Volumes reset',
    'volume.adopt': 'Volume from before taken over',
    'volume.restore': 'Volume restored',
    'volume.lost': 'Volume lost',
    'volume.purge': 'Old volume removed',
  } as Readonly<Record<string, string>>,
  refused: 'refused',
  failed: 'failed',
} as const;
