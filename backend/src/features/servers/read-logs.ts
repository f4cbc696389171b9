import { text } from '../../lib/text.js';
import { EngineError, type Engine } from '../../engine/port.js';
import { AppError } from '../../lib/errors.js';
import { engineFault } from './start/failure.js';
import { isOver } from './phase.js';
import type { ServerStore } from './store.js';

/**
 * The last lines of a server's log: of the lab while there is one, afterwards what was kept of it.
 * Throws `server_not_found` when there is nothing to show, `engine_unavailable`.
 */
export const readLogs = async (
  deps: { readonly engine: Pick<Engine, 'logs'>; readonly store: Pick<ServerStore, 'find'> },
  user: string,
  server: string,
  tail: number,
): Promise<readonly string[]> => {
  const row = deps.store.find(user, server);
  if (row === null) throw noLogs();
  if (isOver(row.phase)) {
    if (row.logTail.length === 0) throw noLogs();
    return row.logTail.slice(-tail);
  }
  try {
    return await deps.engine.logs(row.lab, tail);
  } catch (error) {
    if (error instanceof EngineError && error.kind === 'not_found') throw noLogs();
    throw engineFault(error, why => text('servers.unreadableLog', { why }));
  }
};

const noLogs = (): AppError => new AppError('server_not_found', text('servers.noLog'));
