import type { ServicesView } from '@perijove/contracts';
import type { Hub, HubService } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import type { Clock } from '../../lib/clock.js';
import { messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';

/** Other JupyterHub services, for the menu of the pages. */
export interface HubServices {
  /** Those that this user may open. Never throws: a hub that is away shows what was known. */
  of(caller: Principal): Promise<ServicesView>;
}

/** Operators add services seldom, and restart the hub for it. */
const REMEMBER_MS = 60_000;

/** As JupyterHub decides for the menu of its own pages. */
const mayOpen = ({ scopes }: Principal, name: string): boolean =>
  scopes.has('access:services') || scopes.has(`access:services!service=${name}`);

export const createHubServices = (deps: {
  readonly hub: Pick<Hub, 'services'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Our own name among them. */
  readonly self: string;
}): HubServices => {
  const { hub, clock, log, self } = deps;
  let known: readonly HubService[] = [];
  let untilMs = -Infinity;
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    try {
      known = await hub.services();
    } catch (error) {
      log.debug(`could not read the services of the hub: ${messageOf(error)}`);
    }
    untilMs = clock.monotonicMs() + REMEMBER_MS;
  };

  return {
    of: async caller => {
      if (clock.monotonicMs() >= untilMs) {
        reading ??= read().finally(() => {
          reading = null;
        });
        await reading;
      }
      const services = known.flatMap(({ name, path, display }) =>
        path !== null && display && name !== self && mayOpen(caller, name)
          ? [{ name, url: path }]
          : [],
      );
      return { services: services.sort((a, b) => a.name.localeCompare(b.name)) };
    },
  };
};
