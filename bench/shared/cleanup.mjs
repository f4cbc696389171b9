/**
 * Removes what a benchmark created, in reverse order: at its end, when it fails, when it is
 * interrupted, and at its timeout.
 */
export const createCleanup = ({ limitMinutes }) => {
  const undos = [];
  let under = null;

  const undoAll = async () => {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        process.stderr.write(`Could not tidy up: ${error.message}\n`);
      }
    }
  };
  const run = () => (under ??= undoAll().finally(() => (under = null)));

  const leave = (words, code) => {
    process.stderr.write(`\n${words}\n`);
    run().finally(() => process.exit(code));
  };
  process.once('SIGINT', () => leave('Interrupted; tidying up.', 130));
  process.once('SIGTERM', () => leave('Told to stop; tidying up.', 143));
  // A failure that nobody awaits, such as of a request whose container is being removed.
  process.on('uncaughtException', error => leave(`Failed: ${error.stack}; tidying up.`, 1));
  const timer = setTimeout(
    () => leave(`Stopped: it took longer than ${limitMinutes} minutes.`, 1),
    limitMinutes * 60_000,
  );
  timer.unref();

  return {
    /** Registers a cleanup. */
    add: undo => void undos.push(undo),
    run,
  };
};
