import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries until the result is true; the last result is the reason of the failure.
 *
 * @param {string} what in words, after "Waited in vain until"
 * @param {() => true | string | Promise<true | string>} attempt
 */
export async function eventually(what, attempt, timeoutMs = 180_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await attempt();
    if (answer === true) return;
    if (Date.now() > deadline) assert.fail(`Waited in vain until ${what}: ${answer}`);
    await sleep(1000);
  }
}
