import { text } from '../../../lib/text.js';
import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import { z } from 'zod';
import { messageOf } from '../../../lib/errors.js';
import { lastLines } from '../../last-lines.js';
import { EngineError, type EngineCaps, type GpuProbe } from '../../port.js';
import { nameOf } from './containers.js';
import type { DockerDeps } from '../deps.js';
import { createBody } from '../helpers/helper.js';
import type { DockerImages } from '../images/images.js';
import { label, probesOf } from '../labels.js';
import { readLog } from '../client/logs.js';

/** A driver that hangs must not hang us. */
const RUN_MS = 60_000;
const LINES = 20;

const Exit = z.object({ StatusCode: z.number() });

/**
 * The request by which a lab and the probe get every GPU of the host: one place, so that what
 * the probe finds is what labs get.
 */
export const gpuRequest = (): Dockerode.DeviceRequest[] => [
  { Driver: '', Count: -1, Capabilities: [['gpu']] },
];

/** The body of Docker's create call for the probe. Pure. */
export const probeRecipe = (
  image: string,
  deploymentId: string,
): Dockerode.ContainerCreateOptions => ({
  Image: image,
  Entrypoint: ['nvidia-smi'],
  Cmd: ['-L'],
  Labels: { [label.deployment]: deploymentId, [label.probe]: '1' },
  Healthcheck: { Test: ['NONE'] },
  HostConfig: {
    NetworkMode: 'none',
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    SecurityOpt: ['no-new-privileges'],
    Memory: 512 * 1024 * 1024,
    PidsLimit: 64,
    DeviceRequests: gpuRequest(),
  },
});

/**
 * Tells whether labs can have a GPU: first what the daemon says of its runtimes, then
 * `nvidia-smi` in a container that is removed whatever happens.
 */
export const createGpuProbe = (
  deps: DockerDeps & { readonly images: DockerImages; readonly caps: () => Promise<EngineCaps> },
): ((image: string, signal?: AbortSignal) => Promise<GpuProbe>) => {
  const { client, deploymentId, log, images, caps } = deps;

  const remove = async (nameOrId: string): Promise<void> => {
    try {
      await client.call({ what: 'removeGpuProbe', effect: 'write' }, (docker, signal) =>
        docker.getContainer(nameOrId).remove({ force: true, v: true, abortSignal: signal }),
      );
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return;
      log.warn(`a GPU probe stays behind for now: ${messageOf(error)}`);
    }
  };

  /** A probe that a crash left behind. One that resists is no reason to fail: names differ. */
  const sweep = async (): Promise<void> => {
    const left = await client
      .call({ what: 'listGpuProbes', effect: 'read' }, (docker, signal) =>
        docker.listContainers({ all: true, filters: probesOf(deploymentId), abortSignal: signal }),
      )
      .catch(() => []);
    for (const container of left) await remove(nameOf(container));
  };

  const run = async (name: string, image: string, signal?: AbortSignal): Promise<GpuProbe> => {
    const write = { what: 'findGpu', effect: 'write', signal } as const;
    await client.call(write, (docker, ending) =>
      docker.createContainer(createBody(name, probeRecipe(image, deploymentId), ending)),
    );
    await client.call({ ...write, timeoutMs: RUN_MS }, (docker, ending) =>
      docker.getContainer(name).start({ abortSignal: ending }),
    );
    const { StatusCode: code } = Exit.parse(
      await client.stream(
        { what: 'findGpu', effect: 'read', timeoutMs: RUN_MS, signal },
        (docker, ending) =>
          docker.getContainer(name).wait({ abortSignal: ending }) as Promise<unknown>,
      ),
    );
    const reading = { what: 'readGpuProbe', effect: 'read' } as const;
    const output = await readLog(client, reading, name, {
      stdout: true,
      stderr: true,
      tail: LINES,
    });
    return verdict(code, lastLines(output, LINES));
  };

  return async (image, signal) => {
    if (!(await caps()).gpu) {
      return { found: false, reason: text('gpu.probe.noRuntime') };
    }
    await sweep();
    try {
      await images.ensure(image, () => undefined, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return { found: false, reason: text('gpu.probe.noProbe', { why: error.message }) };
    }
    // The name is known before the call, so a lost answer leaves nothing behind either.
    const name = `perijove-gpu-${deploymentId.slice(0, 12)}-${randomBytes(6).toString('hex')}`;
    try {
      return await run(name, image, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.kind === 'no_gpu') return { found: false, reason: error.message };
      if (error.kind === 'timeout_unknown' && signal?.aborted !== true) {
        return { found: false, reason: text('gpu.probe.tookTooLong') };
      }
      if (error.kind === 'invalid') {
        return { found: false, reason: text('gpu.probe.notRun', { why: error.message }) };
      }
      throw error;
    } finally {
      await remove(name);
    }
  };
};

/** What `nvidia-smi -L` said, in words. */
export const verdict = (exitCode: number, lines: readonly string[]): GpuProbe => {
  const gpus = lines.flatMap(line => /^GPU \d+: (.*?)(?: \(UUID|$)/.exec(line.trim())?.[1] ?? []);
  if (exitCode === 0 && gpus.length > 0) {
    return {
      found: true,
      reason: text('gpu.probe.found', { count: gpus.length, models: [...new Set(gpus)] }),
    };
  }
  const last = lines.map(line => line.trim()).findLast(line => line !== '');
  if (exitCode === 0) {
    return {
      found: false,
      reason:
        last === undefined ? text('gpu.probe.none') : text('gpu.probe.noneSaying', { said: last }),
    };
  }
  const reason =
    last === undefined
      ? text('gpu.probe.ended', { code: exitCode })
      : text('gpu.probe.endedSaying', { code: exitCode, said: last });
  return { found: false, reason };
};
