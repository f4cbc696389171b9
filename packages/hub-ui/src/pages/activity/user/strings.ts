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
  noVolumes: 'No volumes yet',
  measured: (ago: string) => `measured ${ago}`,
  perSecond: (bytes: string) => `${bytes}/s`,
  most: (value: string) => `max ${value}`,
  mostOf: (what: string, value: string) => `${what} max ${value}`,
  limit: (value: string) => `limit ${value}`,
  plot: (name: string, range: string, most: string) => `${name} over the last ${range}: ${most}`,
  since: (when: string, ago: string, plotsBeginThere: boolean) =>
    `Recorded since ${when} (${ago})${plotsBeginThere ? ', where the plots begin.' : '.'}`,
  nothing: 'No data for this period',
  diskUncounted: 'This host does not measure disk reads and writes of containers.',
  now: 'now',
  ago: (range: string) => `${range} ago`,
  hours: 'Active hours',
  score: (time: string, days: number) =>
    `Active for ${time} in the last ${plural(days, 'day', 'days')}. Recent hours count more.`,
  scoreFigure: (score: number) => `Score ${Math.round(score)} of 100`,
  noScore: 'No data yet. The first figures appear after the next sample.',
  day: (date: string, hours: string) => `${date}: ${hours}`,
  notMeasured: 'not measured',
  scale: (target: number) => `The darkest colour means ${target} h or more.`,
  events: 'Events',
  noEvents: 'No events yet',
  by: (what: string, who: string) => `${what} by ${who}`,
  outdated: {
    text: 'Permissions or limits have changed. Recreate this server to apply them.',
    action: 'Recreate…',
  },
  culler: 'the idle culler',
  marks: 'Legend of the vertical lines',
  marker: { start: 'Started', stop: 'Stopped', cull: 'Stopped by the idle culler' },
  action: {
    'server.start': 'Started',
    'server.stop': 'Stopped',
    'server.restart': 'Restarted',
    'server.recreate': 'Recreated',
    'server.memory_full': 'Out of memory',
    'server.visit': 'Server opened',
    'server.enter': 'Server accessed',
    'session.extend': 'Session extended',
    'volume.reset': 'Volumes reset',
    'volume.adopt': 'Existing volume adopted',
    'volume.restore': 'Volume restored',
    'volume.lost': 'Volume lost',
    'volume.purge': 'Volume deleted from trash',
  } as Readonly<Record<string, string>>,
  refused: 'refused',
  failed: 'failed',
} as const;
