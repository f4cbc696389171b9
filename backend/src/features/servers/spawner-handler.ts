import type { SpawnLine, SpawnRequest, SpawnState } from '@perijove/contracts';
import { text, type Message, type Unrendered } from '../../lib/text.js';
import { AppError } from '../../lib/errors.js';
import type { ServerDeps, ServerServiceDeps } from './deps.js';
import type { HubRequests } from './hub-requests.js';

/** What JupyterHub's spawner asks for; the spawner API calls it. */
export class SpawnerHandler {
  constructor(
    private readonly deps: Pick<ServerDeps, 'bus' | 'lifecycle'> &
      Pick<ServerServiceDeps, 'isChanging' | 'meet'> & { readonly requests: HubRequests },
  ) {}

  /** Starts a server, or joins the same start that is under way; ends with the last line. */
  spawn(
    user: string,
    server: string,
    request: SpawnRequest,
  ): AsyncGenerator<Unrendered<SpawnLine>, void, void> {
    // The spawner asks again by itself; users see that it takes a moment longer.
    if (this.deps.isChanging?.(user) === true) {
      throw new AppError('hub_unavailable', text('servers.renaming'), { retryAfterSeconds: 1 });
    }
    this.deps.meet?.(user, request.userCreated);
    this.deps.requests.markArrived(user, server);
    return this.deps.lifecycle.spawn(user, server, request);
  }

  /** From our own state; null when the server was never started. */
  state(user: string, server: string): Unrendered<SpawnState> | null {
    return this.deps.lifecycle.state(user, server);
  }

  /** Stops and removes the lab; files stay. Throws `engine_unavailable`. */
  stop(user: string, server: string, reason?: Message | null): Promise<void> {
    return this.deps.lifecycle.stop(user, server, reason);
  }

  /** As `stop`, then forgets the server; with the default server the volumes go to the trash. */
  async deleteForever(user: string, server: string): Promise<void> {
    await this.deps.lifecycle.deleteForever(user, server);
    // JupyterHub deletes the default server for ever only together with its owner.
    if (server === '') this.deps.bus.emit('account.deleted', { user });
  }
}
