// One platform per data folder: reports or ends the one that runs.
import { endRunning, running } from './running.mjs';
import { note, step, UserError } from './log.mjs';

/** Ends the platform of this data folder. */
export const stopRunning = async data => {
  const { hub, proxy } = await running(data);
  if (hub === null && proxy === null) return note(`Nothing runs with ${data}.`);
  step('Stopping. Running labs live on and are found again.');
  await endRunning(data);
};

/** Does not touch the platform of another launcher. */
export const refuseSecond = async (data, stopCommand) => {
  const { launcher, url } = await running(data);
  if (launcher === null) return;
  throw new UserError(
    `Perijove runs already with ${data}${url === null ? '' : `: ${url}`} (process ${launcher}).\n` +
      `Stop it there with Ctrl-C${stopCommand === undefined ? '' : `, or from here: ${stopCommand}`}`,
  );
};

/** Ends a platform whose launcher was killed; the new one may have other settings. */
export const takeOver = async (data, launcherCommand) => {
  const { hub, proxy } = await running(data);
  if (hub === null && proxy === null) return;
  step(
    hub === null
      ? 'Removing the proxy that a killed JupyterHub left behind'
      : `A Perijove whose \`${launcherCommand}\` was killed runs here (process ${hub}); restarting it. Labs live on.`,
  );
  await endRunning(data);
};
