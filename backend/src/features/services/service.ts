import type { ServicesView } from '@perijove/contracts';
import type { Hub, HubService } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import { messageOf } from '../../lib/errors.js';
import type { Deps } from '../deps.js';

/** Operators add services seldom, and restart the hub for it. */
const REMEMBER_MS = 60_000;

/** As JupyterHub decides for the menu of its own pages. */
const mayOpen = ({ scopes }: Principal, name: string): boolean =>
  scopes.has('access:services') || scopes.has(`access:services!service=${name}`);

/** Other JupyterHub services, for the menu of the pages. */
export class HubServices {
  private known: readonly HubService[] = [];
  private untilMs = -Infinity;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly deps: Deps<'clock' | 'log'> & {
      readonly hub: Pick<Hub, 'services'>;
      /** Our own name among them. */
      readonly self: string;
    },
  ) {}

  /** Those that this user may open. Never throws: a hub that is away shows what was known. */
  async of(caller: Principal): Promise<ServicesView> {
    if (this.deps.clock.monotonicMs() >= this.untilMs) {
      this.reading ??= this.read().finally(() => {
        this.reading = null;
      });
      await this.reading;
    }
    const services = this.known.flatMap(({ name, path, display }) =>
      path !== null && display && name !== this.deps.self && mayOpen(caller, name)
        ? [{ name, url: path }]
        : [],
    );
    return { services: services.sort((a, b) => a.name.localeCompare(b.name)) };
  }

  private async read(): Promise<void> {
    try {
      this.known = await this.deps.hub.services();
    } catch (error) {
      this.deps.log.debug(`could not read the services of the hub: ${messageOf(error)}`);
    }
    this.untilMs = this.deps.clock.monotonicMs() + REMEMBER_MS;
  }
}
