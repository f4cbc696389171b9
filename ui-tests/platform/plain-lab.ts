import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const BUILDER = fileURLToPath(new URL('../../scripts/lab-builder/', import.meta.url));

/** A lab in a container of its own, without a hub. */
export interface PlainLab {
  readonly url: string;
  /** Runs a command in the container; returns its output. */
  run(...command: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Builds the extensions with @jupyterlab/builder; returns the folder for JUPYTER_PATH. */
export const buildWithJupyterLabBuilder = async (): Promise<string> => {
  await execute(process.execPath, [join(BUILDER, 'build.mjs')]);
  return join(BUILDER, 'dist', 'share', 'jupyter');
};

/**
 * Starts a lab.
 *
 * @param extensions - mounted read-only and added to JUPYTER_PATH
 * @param options - page options of JupyterLab
 */
export const startPlainLab = async (
  image: string,
  extensions: string,
  options: Readonly<Record<string, string>>,
): Promise<PlainLab> => {
  const config = mkdtempSync(join(tmpdir(), 'perijove-lab-'));
  // The user of the image reads it.
  chmodSync(config, 0o755);
  await mkdir(join(config, 'labconfig'));
  writeFileSync(join(config, 'labconfig', 'page_config.json'), JSON.stringify(options));
  const token = 'test';
  const { stdout } = await execute('docker', [
    ...[
      'run',
      '--detach',
      '--env',
      'JUPYTER_PATH=/extensions',
      '--env',
      'JUPYTER_CONFIG_PATH=/config',
    ],
    ...['--volume', `${extensions}:/extensions:ro`, '--volume', `${config}:/config:ro`],
    ...[
      image,
      'jupyter',
      'lab',
      '--ip=0.0.0.0',
      '--no-browser',
      `--IdentityProvider.token=${token}`,
    ],
  ]);
  const id = stdout.trim();
  const address = await execute('docker', [
    ...['inspect', '--format', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', id],
  ]);
  const url = `http://${address.stdout.trim()}:8888/`;
  const stop = async (): Promise<void> => {
    await execute('docker', ['rm', '--force', '--volumes', id]);
    rmSync(config, { recursive: true, force: true });
  };
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`${url}api`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) break;
    if (tries === 120) {
      const { stderr } = await execute('docker', ['logs', id]);
      await stop();
      throw new Error(`The lab did not start.\n${stderr}`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  return {
    url: `${url}lab?token=${token}`,
    run: async (...command) => {
      const { stdout: out, stderr } = await execute('docker', ['exec', id, ...command]);
      return `${out}${stderr}`;
    },
    stop,
  };
};
