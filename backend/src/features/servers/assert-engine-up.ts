import { text } from '../../lib/text.js';
import type { Engine } from '../../engine/port.js';
import { AppError } from '../../lib/errors.js';

/**
 * Asks the engine itself: what the reconciler knows may be some seconds old. Throws
 * `engine_unavailable`.
 */
export const assertEngineUp = async (engine: Pick<Engine, 'ping'>): Promise<void> => {
  try {
    await engine.ping();
  } catch (cause) {
    throw new AppError('engine_unavailable', text('servers.noEngine'), {
      retryAfterSeconds: 10,
      cause,
    });
  }
};
