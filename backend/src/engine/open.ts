import { text, type Message } from '../lib/text.js';
import { messageOf } from '../lib/errors.js';
import { connectionFromEnv, describeConnection } from './docker/client/connection.js';
import {
  createDockerEngine,
  type DockerEngine,
  type DockerEngineOptions,
} from './docker/engine.js';
import { EngineError, type Engine } from './port.js';
import { createProcessEngine, type ProcessEngineOptions } from './process/engine.js';

/** Which engine runs the labs, and why, in words for the log and the start-up message. */
export type OpenedEngine =
  | { readonly kind: 'docker'; readonly engine: DockerEngine; readonly reason: Message }
  | { readonly kind: 'process'; readonly engine: Engine; readonly reason: Message };

/** What `openEngine` chooses from. */
export interface OpenEngineOptions {
  readonly kind: 'auto' | 'docker' | 'process';
  /** DOCKER_HOST and its companions are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly docker: Omit<DockerEngineOptions, 'connection'>;
  readonly process: ProcessEngineOptions;
}

/**
 * Opens the engine that was asked for. `auto` takes Docker when it answers, and local
 * processes otherwise. A Docker that was asked for by name may still be on its way up:
 * then the engine opens all the same and its calls are `unavailable` until it answers.
 * Throws `invalid` for a Docker that is too old or a DOCKER_HOST that makes no sense, and
 * `denied` when this account may not use it.
 */
export const openEngine = async (options: OpenEngineOptions): Promise<OpenedEngine> => {
  if (options.kind === 'process') {
    const engine = await createProcessEngine(options.process);
    return { kind: 'process', engine, reason: text('engine.chosen.processes') };
  }

  const connection = connectionFromEnv(options.env);
  const place = describeConnection(connection);
  const docker = createDockerEngine({ ...options.docker, connection });
  const problem = await docker.ping().then(
    () => null,
    (error: unknown) => error,
  );
  if (problem === null) {
    return {
      kind: 'docker',
      engine: docker,
      reason: text('engine.chosen.docker', { place }),
    };
  }
  if (options.kind === 'docker') {
    if (problem instanceof EngineError && ['invalid', 'denied'].includes(problem.kind)) {
      await docker.close();
      throw problem;
    }
    return { kind: 'docker', engine: docker, reason: text('engine.chosen.dockerLater', { place }) };
  }

  await docker.close();
  const engine = await createProcessEngine(options.process);
  return {
    kind: 'process',
    engine,
    reason: text('engine.chosen.noDocker', { place, why: messageOf(problem) }),
  };
};
