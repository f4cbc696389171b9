/** What membership of a built-in group gives a lab. */
export type GroupPower = 'docker-socket' | 'privileged';

/**
 * Groups that give the labs of their members power over the host, by name. They are always there
 * and only administrators fill them.
 */
export const builtInGroups: Readonly<Record<string, GroupPower>> = {
  'docker-sock': 'docker-socket',
  'docker-privileged': 'privileged',
};

/** What that group gives; null for every ordinary group. */
export const powerOf = (group: string): GroupPower | null =>
  Object.hasOwn(builtInGroups, group) ? (builtInGroups[group] ?? null) : null;
