import { routes, type EndpointName, type RouteSpec, type TextName } from '@perijove/contracts';
import { text } from '../lib/text.js';
import { Budget } from '../lib/budget.js';
import type { Clock } from '../lib/clock.js';
import { AppError } from '../lib/errors.js';
import type { Principal } from '../auth/principal.js';

/** So many at once, then so many a minute. */
interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

/** What routes are called together, because they cost the same thing. */
export type Work =
  | 'read'
  | 'readOpen'
  | 'change'
  | 'start'
  | 'volumes'
  | 'logs'
  | 'lists'
  | 'texts'
  | 'tickets'
  | 'files'
  | 'signingIn';

/** What is no endpoint of the contracts, and is anybody's: charged to the block of the address. */
export type OpenPart = 'files' | 'signingIn' | 'description';

/** Far above what pages and programs of users do, far below what hurts others. */
export const allowances: Readonly<Record<Work, Allowance>> = {
  read: { burst: 600, perMinute: 1200 },
  readOpen: { burst: 600, perMinute: 1200 },
  change: { burst: 300, perMinute: 300 },
  start: { burst: 40, perMinute: 20 },
  volumes: { burst: 20, perMinute: 10 },
  logs: { burst: 60, perMinute: 60 },
  texts: { burst: 30, perMinute: 30 },
  lists: { burst: 300, perMinute: 300 },
  tickets: { burst: 60, perMinute: 60 },
  // A page and its parts are twenty; a school may open them at nine, behind one address.
  files: { burst: 6000, perMinute: 12_000 },
  // Two for each user who comes in; the second asks the hub.
  signingIn: { burst: 1200, perMinute: 1200 },
};

const open: Readonly<Record<OpenPart, Work>> = {
  files: 'files',
  signingIn: 'signingIn',
  description: 'readOpen',
};

const special: Partial<Record<EndpointName, Work>> = {
  startServer: 'start',
  restartServer: 'start',
  recreateServer: 'start',
  removeNamedServer: 'start',
  resetVolumes: 'volumes',
  restoreVolume: 'volumes',
  getServerLogs: 'logs',
  createTicket: 'tickets',
  listAuditEvents: 'lists',
  getActivityHistory: 'lists',
  getActivityDays: 'lists',
};

type RouteName = EndpointName | TextName | OpenPart;

const isOpen = (name: RouteName): name is OpenPart => name in open;
const isEndpoint = (name: RouteName): name is EndpointName => name in routes;

/** The work of a route: a read or a change, unless the table says otherwise. */
export const workOf = (name: RouteName): Work => {
  if (isOpen(name)) return open[name];
  if (!isEndpoint(name)) return 'texts';
  const route: RouteSpec = routes[name];
  const plain = route.method === 'get' ? 'read' : 'change';
  return special[name] ?? (route.access === 'anyone' && plain === 'read' ? 'readOpen' : plain);
};

/** Charges a request to its sender. Throws `rate_limited`. */
export type Charge = (name: RouteName, who: Principal | null, block: string) => void;

/**
 * One budget per work and actor: a user who is in a hurry uses up their own. Requests that nobody
 * proved are charged to the block of their address. Administrators act on many users at once, and
 * have ten times as much.
 */
export const createRouteBudgets = (clock: Clock): Charge => {
  const scaled = (factor: number): Record<Work, Budget> => {
    const one = (work: Work): Budget => {
      const { burst, perMinute } = allowances[work];
      return new Budget({ clock, burst: burst * factor, perMinute: perMinute * factor });
    };
    return {
      read: one('read'),
      readOpen: one('readOpen'),
      change: one('change'),
      start: one('start'),
      volumes: one('volumes'),
      logs: one('logs'),
      lists: one('lists'),
      texts: one('texts'),
      tickets: one('tickets'),
      files: one('files'),
      signingIn: one('signingIn'),
    };
  };
  const usual = scaled(1);
  const administrators = scaled(10);

  return (name, who, block) => {
    const budgets = who?.admin === true || who?.kind === 'service' ? administrators : usual;
    const key = who === null ? `address ${block}` : `${who.kind} ${who.name}`;
    const seconds = budgets[workOf(name)].take(key);
    if (seconds > 0) {
      throw new AppError('rate_limited', text('platform.requests.tooMany', { seconds }), {
        retryAfterSeconds: seconds,
      });
    }
  };
};
