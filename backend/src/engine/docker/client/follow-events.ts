import { z } from 'zod';
import { sleep } from '../../../lib/clock.js';
import { messageOf } from '../../../lib/errors.js';
import type { DockerDeps } from '../deps.js';
import { asBytes, readNdjson } from './ndjson.js';

const Event = z.object({
  Action: z.string().nullish(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** What happened to one thing of Docker's. */
export interface DockerEvent {
  readonly action: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Follows Docker's events until the signal aborts. Docker drops them for a slow reader, and they stop
 * with the connection: `onOpen` is called for each new connection, when anything may have changed.
 */
export const followEvents = (
  deps: DockerDeps,
  filters: Readonly<Record<string, readonly string[]>>,
  on: { readonly open: () => void; readonly event: (event: DockerEvent) => void },
  signal: AbortSignal,
): void => {
  const { client, clock, log } = deps;

  const follow = async (): Promise<void> => {
    const stream = await client.stream(
      { what: 'reportEvents', effect: 'read', signal },
      async docker => asBytes(await docker.getEvents({ filters: { ...filters } as never })),
    );
    const abort = (): void => {
      stream.destroy();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      if (signal.aborted) abort();
      else on.open();
      for await (const line of readNdjson(stream)) {
        const event = Event.parse(line);
        on.event({ action: event.Action ?? '', attributes: event.Actor?.Attributes ?? {} });
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
