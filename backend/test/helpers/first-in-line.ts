import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How version 1 and version 2 of cgroups say that a group goes before its neighbours. */
const versions = [
  {
    line: /^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(.+)$/m,
    root: '/sys/fs/cgroup/cpu',
    file: 'cpu.shares',
    most: '262144',
  },
  { line: /^0::(.+)$/m, root: '/sys/fs/cgroup', file: 'cpu.weight', most: '10000' },
] as const;

/**
 * Puts a process, with the groups that it is in, first in line for the processor: what a test
 * measures must not depend on what else the machine computes. Takes root; without it, it stays
 * as it was. Answers what undoes it.
 */
export const putFirstInLine = (pid: number): (() => void) => {
  const undo: (() => void)[] = [];
  const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
  for (const { line, root, file, most } of versions) {
    const [, path] = line.exec(groups) ?? [];
    if (path === undefined || !existsSync(join(root, path, file))) continue;
    for (let group = path; group !== '/'; group = dirname(group)) {
      const weight = join(root, group, file);
      try {
        const before = readFileSync(weight, 'utf8');
        writeFileSync(weight, most);
        undo.push(() => {
          // The container's own group has ended by then.
          if (existsSync(weight)) writeFileSync(weight, before);
        });
      } catch {
        return () => undo.forEach(step => step());
      }
    }
    break;
  }
  return () => undo.forEach(step => step());
};
