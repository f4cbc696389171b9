import type { VisitView } from '@perijove/contracts';
import { text } from '../../lib/text.js';
import type { Call, Handlers } from '../handler.js';
import { AppError } from '../../lib/errors.js';
import type { AuditLog } from '../domain-events.js';
import { subjectOf } from './key.js';
import { pathOf } from './path.js';
import type { ServerService } from './service.js';

/**
 * Opens another user's lab from our pages. JupyterHub authorizes the visit again when it reaches the
 * lab; we record it first, because the hub does not log it.
 */
export const createVisitRoutes = (deps: {
  readonly servers: Pick<ServerService, 'ensureUser' | 'view'>;
  readonly audit: AuditLog;
  /** The path of the hub's root. */
  readonly baseUrl: string;
}): Handlers<'visitServer'> => {
  const { servers, audit, baseUrl } = deps;
  const visitServer = async ({
    params: { user, server },
    caller,
  }: Call<'visitServer'>): Promise<VisitView> => {
    await servers.ensureUser(user);
    const { phase, url } = servers.view(user, server, { canExtend: false });
    // One that is on its way is led to as well: JupyterHub shows how far it is, then opens it.
    if (phase === 'stopped' || phase === 'stopping' || phase === 'failed') {
      throw new AppError('server_not_running', text('servers.noLab', { user }));
    }
    const own = caller.kind === 'user' && caller.name === user;
    const subject = subjectOf(user, server);
    if (!own) audit.record({ actor: caller.name, action: 'server.visit', subject, result: 'ok' });
    return { url: url ?? pathOf(baseUrl, user, server) };
  };
  return { visitServer };
};
