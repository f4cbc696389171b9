import { z } from 'zod';
import { EngineError, type Engine, type LabProgram } from '../../port.js';
import type { Containers } from './containers.js';
import type { DockerDeps } from '../deps.js';

/**
 * Columns that Docker asks `ps` of its host for. Numbers alone: the names of a lab's processes are
 * its own words, and blanks in them would make other columns.
 */
const COLUMNS = ['pid', 'pgid', 'tpgid', 'etimes', 'cputimes'] as const;

const TopModel = z.object({
  Titles: z.array(z.string()).length(COLUMNS.length),
  Processes: z.array(z.array(z.string().max(32))).nullable(),
});

/** Takes Docker's table of processes apart. Pure. Null when it is another table. */
export const programsFrom = (answer: unknown): readonly LabProgram[] | null => {
  const parsed = TopModel.safeParse(answer);
  if (!parsed.success) return null;
  return (parsed.data.Processes ?? []).flatMap(row => {
    const [pid = NaN, group = NaN, foreground = NaN, age = NaN, cpu = NaN] = row.map(Number);
    // Of a process without a terminal the foreground is -1.
    const known = [pid, group, age, cpu].every(Number.isSafeInteger) && foreground > 0;
    return known && group === foreground ? [{ pid, ageMs: age * 1000, cpuMs: cpu * 1000 }] : [];
  });
};

/** What runs in the foreground of a container's terminals, from the process table of Docker's host. */
export const createPrograms =
  (deps: DockerDeps & { readonly containers: Containers }): Engine['programs'] =>
  async name => {
    const { client, containers } = deps;
    const found = await containers.find(name);
    if (found.kind !== 'ours' || found.container.State.Status !== 'running') return [];
    const { Id: id } = found.container;
    try {
      return programsFrom(
        await client.call({ what: 'measureServer', effect: 'read' }, (docker, signal) =>
          docker.getContainer(id).top({
            ps_args: `-eo ${COLUMNS.join(',')}`,
            ...{ abortSignal: signal },
          }),
        ),
      );
    } catch (error) {
      // The `ps` of a small host knows none of these columns.
      if (error instanceof EngineError && error.kind !== 'unavailable') return null;
      throw error;
    }
  };
