import type Dockerode from 'dockerode';
import type { LabSpec } from '../../port.js';
import { withServiceUrl } from '../../service-url.js';
import { gpuRequest } from './gpu.js';
import { label } from '../labels.js';

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
 * What root in a lab's container may do beyond an ordinary user: as little as lets an image begin as
 * root, make its user's account and home, become that user and pass a stop on to it. Docker would
 * give seven more; without any one of these, some of that fails. An ordinary user has none of them,
 * and `no-new-privileges` lets no program give them back.
 */
export const LAB_CAPABILITIES: readonly string[] = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
];

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
      ...(spec.privileged
        ? { SecurityOpt: [] }
        : {
            SecurityOpt: ['no-new-privileges'],
            CapDrop: ['ALL'],
            CapAdd: [...LAB_CAPABILITIES],
          }),
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
