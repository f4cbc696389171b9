import { powerOf } from '@perijove/contracts';
import { z } from 'zod';
import type { HostMount } from '../../engine/port.js';
import { limitsOf, readGroupSettings, type Limits } from '../groups/limits.js';

const DOCKER_SOCKET = '/var/run/docker.sock';

/** What a person's groups and the settings make of their labs: powers and limits. */
export const LabRules = z.object({
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
export type LabRules = z.infer<typeof LabRules>;

/** What rules are made from: the names of somebody's groups, and what each of them says. */
export interface RuleSources {
  readonly groups: readonly string[];
  /** Our part of each group's properties, unchecked. */
  readonly groupSettings: Readonly<Record<string, unknown>>;
  readonly defaults: Limits;
  /** Of the hub's own configuration: `Spawner.mem_limit`, `Spawner.cpu_limit`. */
  readonly asked: LabRules['asked'];
}

/** The only place that turns groups into power over the host, and into limits. */
export const rulesOf = ({ groups, groupSettings, defaults, asked }: RuleSources): LabRules => {
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

/** What of somebody's groups could not be read, in words. */
export const unreadable = ({
  groups,
  groupSettings,
}: Pick<RuleSources, 'groups' | 'groupSettings'>): readonly {
  readonly group: string;
  readonly problem: string;
}[] =>
  groups.flatMap(group => {
    const { problem } = readGroupSettings(settingOf(groupSettings, group));
    return problem === null ? [] : [{ group, problem }];
  });

const settingOf = (settings: Readonly<Record<string, unknown>>, group: string): unknown =>
  Object.hasOwn(settings, group) ? settings[group] : undefined;

/** Paths of the host that the rules open to a lab. */
export const hostMountsOf = (rules: LabRules): readonly HostMount[] =>
  rules.dockerSocket ? [{ source: DOCKER_SOCKET, target: DOCKER_SOCKET }] : [];

/** Whether two labs under these rules would be the same. */
export const sameRules = (a: LabRules, b: LabRules): boolean =>
  a.dockerSocket === b.dockerSocket &&
  a.privileged === b.privileged &&
  a.limits.cpuCores === b.limits.cpuCores &&
  a.limits.memoryBytes === b.limits.memoryBytes &&
  a.limits.pids === b.limits.pids;
