import { GroupLimits } from '@perijove/contracts';
import { text, type Message } from '../../lib/text.js';
import { z } from 'zod';

/** Limits of one lab; null is no limit. */
export interface Limits {
  readonly cpuCores: number | null;
  readonly memoryBytes: number | null;
  readonly pids: number | null;
}

/** A group that says nothing about limits. */
export const noLimits: GroupLimits = { cpuCores: null, memoryBytes: null, pids: null };

/**
 * What we keep in the properties of a JupyterHub group, below the key `perijove`. Other keys, and
 * other properties, belong to others.
 */
const Stored = z.object({ limits: GroupLimits.partial().optional() });

/** What a group says, or why that cannot be read. */
export interface GroupSettings {
  readonly limits: GroupLimits;
  readonly problem: Message | null;
}

/**
 * Reads our part of a group's properties. Anybody who may change properties may have written it,
 * so it is checked strictly; what is wrong says nothing at all, and nobody's start fails for it.
 */
export const readGroupSettings = (stored: unknown): GroupSettings => {
  if (stored === undefined || stored === null) return { limits: noLimits, problem: null };
  const parsed = Stored.safeParse(stored);
  if (parsed.success) {
    return { limits: { ...noLimits, ...parsed.data.limits }, problem: null };
  }
  const places = parsed.error.issues.map(issue => issue.path.join('.')).filter(Boolean);
  const properties = places.length === 0 ? ['perijove'] : places.map(place => `perijove.${place}`);
  return { limits: noLimits, problem: text('groups.invalidProperties', { properties }) };
};

const mostGenerous = (
  said: readonly (number | 'none' | null)[],
  otherwise: number | null,
): number | null => {
  const values = said.filter(value => value !== null);
  if (values.length === 0) return otherwise;
  if (values.includes('none')) return null;
  return Math.max(...values.filter(value => value !== 'none'));
};

/**
 * The limits of a user's labs. What groups say stands in place of the settings' default, be it
 * more or less; where several groups say something, the most generous word counts. Each limit is
 * found by itself.
 */
export const limitsOf = (groups: readonly GroupLimits[], defaults: Limits): Limits => ({
  cpuCores: mostGenerous(
    groups.map(({ cpuCores }) => cpuCores),
    defaults.cpuCores,
  ),
  memoryBytes: mostGenerous(
    groups.map(({ memoryBytes }) => memoryBytes),
    defaults.memoryBytes,
  ),
  pids: mostGenerous(
    groups.map(({ pids }) => pids),
    defaults.pids,
  ),
});
