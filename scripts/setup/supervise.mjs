// Supervises the hub for `npm start`: restarts it when it dies, ends it on request.

/** A hub that ran this long had started well, so its end resets the count. */
const STEADY_MS = 30_000;
/** Delays before each restart; after the last one, no more restarts. */
const WAITS_MS = [500, 2000, 5000, 10_000];

const ASKING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Starts the hub and keeps it running. `ended` resolves with the exit code for this process: 0 when
 * it was asked to end, here or on the hub's own page, otherwise that of a hub that dies as
 * often as it is started.
 * @param start - starts it; returns the child process
 * @param beforeAgain - prepares each restart; a failure does not prevent it
 * @param mayRestart - false until it was up once: a first start that fails is not repeated
 * @param onStop - called when a signal requests the end
 * @param onDeath - called for each exit, with whether it restarts
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
    child.once('error', () => undefined); // `exit` follows, or it never started
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
