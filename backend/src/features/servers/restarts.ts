import type { Engine } from '../../engine/port.js';
import type { Clock } from '../../lib/clock.js';
import type { DomainBus } from '../domain-events.js';
import { keyOf } from './key.js';
import type { Lifecycle } from './lifecycle.js';
import type { Probe } from './start/probe.js';
import { waitForLab } from './start/wait-until-ready.js';
import type { ServerWatch } from './reconcile/reconciler.js';

/** Restarts behind the hub's back: for it the server runs all along, with the same tokens. */
export interface Restarts {
  begin(user: string, server: string): void;
  /** From the beginning until the hub leads to where the lab is now, or has given it up. */
  underWay(user: string, server: string): boolean;
}

export const createRestarts = (deps: {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly bus: DomainBus;
  readonly probe: Probe;
  readonly lifecycle: Pick<Lifecycle, 'restart'>;
  readonly watch: Pick<ServerWatch, 'tellHub'>;
}): Restarts => {
  const { bus, lifecycle, watch } = deps;
  const underWay = new Set<string>();
  return {
    underWay: (user, server) => underWay.has(keyOf(user, server)),
    begin: (user, server) => {
      const key = keyOf(user, server);
      underWay.add(key);
      lifecycle.restart(
        user,
        server,
        (lab, signal) => waitForLab({ ...deps, lab, prefix: '/', signal }),
        phase => {
          const told =
            phase === 'running' || phase === 'failed'
              ? watch.tellHub(user, server, phase)
              : Promise.resolve();
          // Until then the proxy leads to where the lab was, and who goes there finds nothing.
          void told.then(() => {
            underWay.delete(key);
            bus.emit('server.changed', { user, server });
          });
        },
      );
    },
  };
};
