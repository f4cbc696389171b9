import type { Message } from '../../lib/text.js';
import { powerOf } from '@perijove/contracts';
import { z } from 'zod';
import type { HostMount } from '../../engine/port.js';
import { limitsOf, readGroupSettings, type Limits } from '../groups/limits.js';

const DOCKER_SOCKET = '/var/run/docker.sock';

/** Privileges and limits of a user's labs, from their groups and the settings. */
export const LabPolicy = z.object({
  dockerSocket: z.boolean(),
  privileged: z.boolean(),
  limits: z.object({
    cpuCores: z.number().nullable(),
    memoryBytes: z.number().nullable(),
    pids: z.number().nullable(),
  }),
  /** What the hub's configuration asked for, in place of the settings' defaults. */
  asked: z
    .object({ cpuCores: z.number().nullable(), memoryBytes: z.number().nullable() })
    .default({ cpuCores: null, memoryBytes: null }),
});
export type LabPolicy = z.infer<typeof LabPolicy>;

/** What a policy is made from: the user's groups, and the settings of each. */
export interface PolicySources {
  readonly groups: readonly string[];
  /** Our part of each group's properties, unchecked. */
  readonly groupSettings: Readonly<Record<string, unknown>>;
  readonly defaults: Limits;
  /** Of the hub's own configuration: `Spawner.mem_limit`, `Spawner.cpu_limit`. */
  readonly asked: LabPolicy['asked'];
}

/** The only place that turns groups into power over the host, and into limits. */
export const policyOf = ({ groups, groupSettings, defaults, asked }: PolicySources): LabPolicy => {
  const powers = groups.map(powerOf);
  const otherwise: Limits = {
    cpuCores: asked.cpuCores ?? defaults.cpuCores,
    memoryBytes: asked.memoryBytes ?? defaults.memoryBytes,
    pids: defaults.pids,
  };
  return {
    dockerSocket: powers.includes('docker-socket'),
    privileged: powers.includes('privileged'),
    limits: limitsOf(
      groups.map(group => readGroupSettings(settingOf(groupSettings, group)).limits),
      otherwise,
    ),
    asked: { cpuCores: asked.cpuCores, memoryBytes: asked.memoryBytes },
  };
};

/** Settings of the user's groups that could not be read. */
export const unreadable = ({
  groups,
  groupSettings,
}: Pick<PolicySources, 'groups' | 'groupSettings'>): readonly {
  readonly group: string;
  readonly problem: Message;
}[] =>
  groups.flatMap(group => {
    const { problem } = readGroupSettings(settingOf(groupSettings, group));
    return problem === null ? [] : [{ group, problem }];
  });

const settingOf = (settings: Readonly<Record<string, unknown>>, group: string): unknown =>
  Object.hasOwn(settings, group) ? settings[group] : undefined;

/** Paths of the host that the policy mounts into a lab. */
export const hostMountsOf = (policy: LabPolicy): readonly HostMount[] =>
  policy.dockerSocket ? [{ source: DOCKER_SOCKET, target: DOCKER_SOCKET }] : [];

/** Whether two labs with these policies would be the same. */
export const isSamePolicy = (a: LabPolicy, b: LabPolicy): boolean =>
  a.dockerSocket === b.dockerSocket &&
  a.privileged === b.privileged &&
  a.limits.cpuCores === b.limits.cpuCores &&
  a.limits.memoryBytes === b.limits.memoryBytes &&
  a.limits.pids === b.limits.pids;
