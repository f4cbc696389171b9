import { z } from 'zod';
import { sleep } from '../../platform/clock.js';
import { messageOf } from '../../platform/errors.js';
import type { EngineHint } from '../port.js';
import type { DockerDeps } from './deps.js';
import { label } from './labels.js';
import { asBytes, readNdjson } from './ndjson.js';

const Event = z.object({
  Action: z.string().nullish(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** Events that change what `list` answers. */
const telling = new Set([
  'create',
  'start',
  'die',
  'stop',
  'oom',
  'destroy',
  'rename',
  'pause',
  'unpause',
]);

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Follows Docker's events. Docker drops them for a slow reader, and they stop with the
 * connection: so each new connection begins with a hint that anything may have changed.
 */
export const watchEvents = (
  deps: DockerDeps,
  onHint: (hint: EngineHint) => void,
  signal: AbortSignal,
): void => {
  const { client, clock, deploymentId, log } = deps;

  const follow = async (): Promise<void> => {
    const stream = await client.stream(
      { what: 'tellEvents', effect: 'read', signal },
      async docker =>
        asBytes(
          await docker.getEvents({
            filters: { type: ['container'], label: [`${label.deployment}=${deploymentId}`] },
          }),
        ),
    );
    const abort = (): void => {
      stream.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      if (signal.aborted) abort();
      else onHint({ name: null });
      for await (const line of readNdjson(stream)) {
        const event = Event.parse(line);
        // A helper's comings and goings concern nobody.
        const attributes = event.Actor?.Attributes ?? {};
        if (attributes[label.lab] !== '1' || !telling.has(event.Action ?? '')) continue;
        const memoryFull = event.Action === 'oom';
        onHint({ name: attributes.name ?? null, ...(memoryFull ? { memoryFull } : {}) });
      }
    } finally {
      signal.removeEventListener('abort', abort);
      stream.destroy();
    }
  };

  const repeat = async (): Promise<void> => {
    // `aborted` changes while we wait; the compiler believes that it cannot.
    let pauseMs = FIRST_PAUSE_MS;
    const ended = (): boolean => signal.aborted;
    while (!ended()) {
      const beganMs = clock.monotonicMs();
      try {
        await follow();
      } catch (error) {
        if (ended()) return;
        log.debug({ err: error }, `Docker's events broke off: ${messageOf(error)}`);
      }
      if (clock.monotonicMs() - beganMs > LONGEST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
      await sleep(clock, pauseMs, signal).catch(() => undefined);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  };

  void repeat();
};
