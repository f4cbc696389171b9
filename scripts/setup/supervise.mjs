// Looks after the hub while `npm start` runs: starts it again when it dies, ends it when asked.

/** A hub that ran this long was well: what ended it is not what it was started with. */
const STEADY_MS = 30_000;
/** Before each start after a death; one more in a row is none. */
const WAITS_MS = [500, 2000, 5000, 10_000];

const ASKING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Starts the hub and keeps it running. `ended` resolves with the exit code for this process: 0 when
 * it was asked to end, here or on the hub's own page, otherwise that of a hub which dies as
 * often as it is started.
 * @param start - starts it; answers the child process
 * @param beforeAgain - prepares each start after the first; a failure does not keep it from being tried
 * @param mayRestart - false until it was up once: what cannot start is told, not tried again
 * @param onStop - hears that a signal asks for the end
 * @param onDeath - hears of each death, and whether it is started again
 */
export const supervise = ({ start, beforeAgain, mayRestart, onStop, onDeath }) => {
  let asked = false;
  let wait = null;
  let deaths = 0;
  let child;
  let finish;
  const ended = new Promise(resolve => (finish = resolve));

  const run = () => {
    const startedAt = Date.now();
    child = start();
    child.once('error', () => undefined); // it exits as well, or never began
    child.once('exit', (code, signal) => {
      if (asked || code === 0) return finish(0);
      deaths = Date.now() - startedAt > STEADY_MS ? 0 : deaths;
      const pause = mayRestart() ? WAITS_MS[deaths] : undefined;
      deaths += 1;
      onDeath(signal ?? `exit code ${code}`, pause !== undefined);
      if (pause === undefined) return finish(code ?? 1);
      wait = setTimeout(() => {
        beforeAgain()
          .catch(() => undefined)
          .then(() => asked || run());
      }, pause);
    });
  };
  const stop = () => {
    if (asked) return;
    asked = true;
    onStop();
    clearTimeout(wait);
    if (child.exitCode !== null || child.signalCode !== null) finish(0);
    else child.kill('SIGTERM');
  };
  for (const signal of ASKING) process.on(signal, stop);
  run();
  return { ended, first: child, stop };
};
