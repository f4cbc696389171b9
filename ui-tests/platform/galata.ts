import { JupyterLabPage } from '@jupyterlab/galata';
import type { Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { labReady } from './lab';

const execute = promisify(execFile);

const WHERE =
  'import jupyterlab, pathlib; print(pathlib.Path(jupyterlab.__file__).parent / "galata")';

/** Arguments with which a lab brings Galata's part in the page, as JupyterLab ships it in `folder`. */
const argumentsFor = (folder: string): string =>
  `["--LabApp.expose_app_in_browser=True", "--LabServerApp.extra_labextensions_path=" + ${folder}]`;

/** Python for the hub's configuration: all labs of the process engine bring it. */
export const galataInLabs = `
import pathlib, jupyterlab
c.Spawner.args = ${argumentsFor('str(pathlib.Path(jupyterlab.__file__).parent / "galata")')}
`;

/** Python for the hub's configuration: labs of this user with this image have it. */
export const galataInLabsOf = async (user: string, image: string): Promise<string> => {
  const run = ['run', '--rm', '--entrypoint', 'python3', image, '-c', WHERE];
  const folder = (await execute('docker', run)).stdout.trim();
  return `
async def bring_galata(spawner):
    if spawner.user.name == ${JSON.stringify(user)}:
        spawner.args = ${argumentsFor(JSON.stringify(folder))}

c.Spawner.pre_spawn_hook = bring_galata
`;
};

/** Galata's helpers for a lab that is open in this page. */
export const inLab = async (page: Page): Promise<JupyterLabPage> => {
  // Accessing the application lets the part in the page find it.
  await page.waitForFunction(
    () => (window as { galata?: { app?: object } }).galata?.app !== undefined,
  );
  const { origin, pathname } = new URL(page.url());
  return new JupyterLabPage(page, origin, labReady, pathname);
};
