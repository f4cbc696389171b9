import type { Engine } from '../../engine/port.js';
import { AppError } from '../../platform/errors.js';

/**
 * The last look may be some seconds old: an engine that is back is believed at once. Throws
 * `engine_unavailable`.
 */
export const needEngine = async (engine: Pick<Engine, 'ping'>): Promise<void> => {
  try {
    await engine.ping();
  } catch (cause) {
    throw new AppError(
      'engine_unavailable',
      'The container engine does not answer, so nothing can be started. Please try again in a minute.',
      { retryAfterSeconds: 10, cause },
    );
  }
};
