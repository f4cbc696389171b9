// Runs programs in parallel, as many as there are cores.
import { availableParallelism } from 'node:os';
import { dim, UserError } from './log.mjs';

const seconds = since => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs all tasks in this order as cores become free, and reports each when it is done. At the end
 * throws all failures together.
 * @param tasks - `{ name, work }`
 */
export const sideBySide = async tasks => {
  const begin = performance.now();
  const queue = [...tasks];
  const failures = [];
  const takeTurns = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const from = performance.now();
      const failure = await task.work().then(
        () => null,
        error => error.message,
      );
      if (failure !== null) failures.push(failure);
      console.log(`  ${failure === null ? '✓' : '✗'} ${task.name} ${dim(seconds(from))}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeTurns));
  console.log(`  ${dim(seconds(begin))}`);
  if (failures.length > 0) throw new UserError(failures.join('\n\n'));
};
