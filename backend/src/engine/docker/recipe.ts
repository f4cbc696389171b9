import type Dockerode from 'dockerode';
import type { LabSpec } from '../port.js';
import { withServiceUrl } from '../service-url.js';
import { gpuRequest } from './gpu.js';
import { label } from './labels.js';

/** What a container's recipe needs beside the spec. */
export interface RecipeContext {
  readonly deploymentId: string;
  readonly networkName: string;
  /** Groups that own the sockets among the spec's host mounts, by number. */
  readonly socketGroups: readonly number[];
}

/** Grace that Docker itself gives a lab, in seconds, when nobody says otherwise. */
const STOP_TIMEOUT_SECONDS = 30;

/**
 * The body of Docker's create call for a lab. Pure: it grants what the spec says and
 * nothing more. No port is published, for the proxy shares the network with the labs;
 * no health check runs, for each is an exec.
 */
export const labRecipe = (
  spec: LabSpec,
  context: RecipeContext,
): Dockerode.ContainerCreateOptions => {
  const env = withServiceUrl(spec.env, { host: '0.0.0.0', port: spec.port });
  return {
    Image: spec.image,
    ...(spec.command.length === 0 ? {} : { Cmd: [...spec.command] }),
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...(spec.workingDir === null ? {} : { WorkingDir: spec.workingDir }),
    Labels: {
      [label.deployment]: context.deploymentId,
      [label.lab]: '1',
      [label.user]: spec.user,
      [label.server]: spec.server,
      [label.spec]: spec.specHash,
      [label.image]: spec.image,
      [label.port]: String(spec.port),
    },
    StopTimeout: STOP_TIMEOUT_SECONDS,
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      // The image's server need not reap the children that kernels leave behind.
      Init: true,
      NetworkMode: context.networkName,
      RestartPolicy: { Name: 'no' },
      AutoRemove: false,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } },
      Privileged: spec.privileged,
      SecurityOpt: spec.privileged ? [] : ['no-new-privileges'],
      Mounts: [
        ...spec.mounts.map(mount => ({
          Type: 'volume' as const,
          Source: mount.volume,
          Target: mount.target,
          ReadOnly: mount.readOnly,
        })),
        ...spec.hostMounts.map(mount => ({
          Type: 'bind' as const,
          Source: mount.source,
          Target: mount.target,
        })),
      ],
      ...(context.socketGroups.length === 0 ? {} : { GroupAdd: context.socketGroups.map(String) }),
      ...limits(spec),
      ...(spec.gpu ? { DeviceRequests: gpuRequest() } : {}),
    },
  };
};

const limits = (spec: LabSpec): Dockerode.HostConfig => {
  const { cpuCores, memoryBytes, pids } = spec.limits;
  return {
    ...(cpuCores === null ? {} : { NanoCpus: Math.round(cpuCores * 1e9) }),
    // Without a swap limit of the same size a lab could swap as much again.
    ...(memoryBytes === null ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
    ...(pids === null ? {} : { PidsLimit: pids }),
  };
};
