import { text } from '../../../lib/text.js';
import type { Agent } from 'node:http';
import Dockerode from 'dockerode';
import type { Clock } from '../../../lib/clock.js';
import { createSingleFlight } from '../../../lib/single-flight.js';
import { EngineError } from '../../port.js';
import { createAgent } from './agents.js';
import type { DockerConnection } from './connection.js';
import { toEngineError, type Attempt } from './errors.js';

/** One call: what it does, and how long an answer may take. */
export type Call = Attempt & {
  /** Milliseconds until the outcome counts as unknown; null for streams without end. */
  readonly timeoutMs?: number | null;
  readonly signal?: AbortSignal | undefined;
};

/** Speaks to one daemon in the API version that both know. Every failure is an `EngineError`. */
export interface DockerClient {
  call<T>(call: Call, run: (docker: Dockerode, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** As `call`, over connections that no ordinary call waits for. */
  stream<T>(call: Call, run: (docker: Dockerode, signal: AbortSignal) => Promise<T>): Promise<T>;
  close(): void;
}

/** Answers of ordinary calls are due within this time. */
export const CALL_TIMEOUT_MS = 30_000;

/** API versions whose answers this code has been tried with. */
const OLDEST = '1.41';
const NEWEST = '1.52';

/** Orders versions such as 1.9 and 1.41 by their numbers. */
export const compareVersions = (left: string, right: string): number => {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
};

/**
 * The API version to speak: the newest that both know, but never below what the daemon
 * insists on. Throws `invalid` for a daemon that is too old.
 */
export const negotiate = (daemon: { newest: string; oldest: string | undefined }): string => {
  if (compareVersions(daemon.newest, OLDEST) < 0) {
    throw new EngineError(
      'invalid',
      text('engine.docker.tooOld', { version: daemon.newest, oldest: OLDEST }),
    );
  }
  const common = compareVersions(daemon.newest, NEWEST) < 0 ? daemon.newest : NEWEST;
  return daemon.oldest !== undefined && compareVersions(common, daemon.oldest) < 0
    ? daemon.oldest
    : common;
};

export const createDockerClient = (options: {
  readonly connection: DockerConnection;
  readonly clock: Clock;
}): DockerClient => {
  const { connection, clock } = options;
  const secure = 'host' in connection && connection.protocol === 'https';
  const agents = {
    calls: createAgent({ secure, keepAlive: true }),
    streams: createAgent({ secure, keepAlive: false }),
  };

  const dockerodeFor = (agent: Agent, version?: string): Dockerode =>
    new Dockerode({
      // dockerode would otherwise let DOCKER_HOST win over the connection given here.
      ...{ host: undefined, socketPath: undefined },
      ...('socketPath' in connection
        ? { socketPath: connection.socketPath, protocol: 'http' as const }
        : {
            host: connection.host,
            port: connection.port,
            protocol: connection.protocol,
            ...connection.tls,
          }),
      ...(version === undefined ? {} : { version: `v${version}` }),
      ...{ agent },
    });

  let negotiated: { calls: Dockerode; streams: Dockerode } | null = null;
  const once = createSingleFlight<{ calls: Dockerode; streams: Dockerode }>();

  /** Bounds a call by time and by the caller's signal, whatever dockerode makes of them. */
  const bounded = <T>(call: Call, run: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const ending = new AbortController();
      const { signal, timeoutMs = CALL_TIMEOUT_MS } = call;
      const settle = (finish: () => void): void => {
        cancel();
        signal?.removeEventListener('abort', abort);
        finish();
      };
      // An answer that breaks off half-way never settles dockerode's promise; this one does.
      const expire = (name: string): void =>
        settle(() => {
          const reason = Object.assign(new Error(`${call.what}: ${name}`), { name });
          reject(toEngineError(reason, call));
          ending.abort(reason);
        });
      const abort = (): void => expire('AbortError');
      const cancel =
        timeoutMs === null ? () => undefined : clock.after(timeoutMs, () => expire('TimeoutError'));
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort, { once: true });
      run(ending.signal).then(
        value => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(toEngineError(error, call))),
      );
    });

  const clients = (): Promise<{ calls: Dockerode; streams: Dockerode }> => {
    if (negotiated !== null) return Promise.resolve(negotiated);
    return once('version', async () => {
      const plain = dockerodeFor(agents.calls);
      const answer = await bounded(
        { what: 'reportVersion', effect: 'read', timeoutMs: 10_000 },
        signal =>
          (plain.version as (options: object) => Promise<Dockerode.DockerVersion>)({
            abortSignal: signal,
          }),
      );
      const version = negotiate({ newest: answer.ApiVersion, oldest: answer.MinAPIVersion });
      negotiated = {
        calls: dockerodeFor(agents.calls, version),
        streams: dockerodeFor(agents.streams, version),
      };
      return negotiated;
    });
  };

  const through =
    (which: 'calls' | 'streams'): DockerClient['call'] =>
    async (call, run) => {
      const docker = (await clients())[which];
      try {
        return await bounded(call, signal => run(docker, signal));
      } catch (error) {
        // Whatever answers next may be another version of Docker.
        const tooOld = /client version .* is too (old|new)/i.test(String(error));
        if (tooOld || (error instanceof EngineError && error.kind === 'unavailable'))
          negotiated = null;
        throw error;
      }
    };

  return {
    call: through('calls'),
    stream: through('streams'),
    close: () => {
      agents.calls.destroy();
      agents.streams.destroy();
    },
  };
};
