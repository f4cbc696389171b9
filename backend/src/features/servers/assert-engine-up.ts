import { strings } from '@perijove/contracts/strings';
import type { Engine } from '../../engine/port.js';
import { AppError } from '../../lib/errors.js';

/**
 * The last look may be some seconds old: an engine that is back is believed at once. Throws
 * `engine_unavailable`.
 */
export const needEngine = async (engine: Pick<Engine, 'ping'>): Promise<void> => {
  try {
    await engine.ping();
  } catch (cause) {
    throw new AppError('engine_unavailable', strings.servers.noEngine, {
      retryAfterSeconds: 10,
      cause,
    });
  }
};
