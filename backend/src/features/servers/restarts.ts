import { keyOf } from './key.js';
import type { Lifecycle } from './lifecycle.js';
import { waitUntilReady } from './start/wait-until-ready.js';
import type { ServerReconciler } from './reconcile/reconciler.js';
import type { ServerDeps } from './deps.js';

/** Restarts of the same container. For JupyterHub the server runs all along, with the same tokens. */
export class Restarts {
  private readonly running = new Set<string>();

  constructor(
    private readonly deps: Pick<ServerDeps, 'engine' | 'clock' | 'bus' | 'probe'> & {
      readonly lifecycle: Pick<Lifecycle, 'restart'>;
      readonly reconciler: Pick<ServerReconciler, 'notifyHub'>;
    },
  ) {}

  begin(user: string, server: string): void {
    const key = keyOf(user, server);
    this.running.add(key);
    this.deps.lifecycle.restart(
      user,
      server,
      (lab, signal) => waitUntilReady({ ...this.deps, lab, prefix: '/', signal }),
      phase => {
        const notified =
          phase === 'running' || phase === 'failed'
            ? this.deps.reconciler.notifyHub(user, server, phase)
            : Promise.resolve();
        // Until then the proxy leads to the lab's former address, where nothing answers.
        void notified.then(() => {
          this.running.delete(key);
          this.deps.bus.emit('server.changed', { user, server });
        });
      },
    );
  }

  /** Until the hub's proxy leads to the lab's new address, or the hub has given the server up. */
  isRestarting(user: string, server: string): boolean {
    return this.running.has(keyOf(user, server));
  }
}
