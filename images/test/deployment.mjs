import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../scripts/docker/images.mjs';
import { run } from '../../scripts/test-env/apt.mjs';

/**
 * The platform of compose.yml with separate names; without Traefik unless requested
 * (its image comes from a registry). `remove` removes everything.
 *
 * @param {{ command: string[], classic: boolean }} compose from ensureCompose
 * @param {Record<string, string>} settings as in an operator's `.env`
 */
export function createDeployment(compose, settings) {
  const project = `perijove-test-${randomBytes(3).toString('hex')}`;
  const network = `${project}-labs`;
  const shared = `${project}-shared`;
  const folder = mkdtempSync(join(tmpdir(), 'perijove-compose-'));
  const file = join(folder, 'compose.yml');
  // Version 1 of Compose refuses the project's name in the file.
  const source = readFileSync(join(ROOT, 'compose.yml'), 'utf8');
  writeFileSync(file, compose.classic ? source.replace(/^name:.*$/m, '') : source);
  writeFileSync(join(folder, 'env'), '');
  // Settings of the shell that runs the tests must not reach the deployment.
  const own = ['PATH', 'HOME', 'DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH'];
  const env = {
    ...Object.fromEntries(
      own.flatMap(name => (name in process.env ? [[name, process.env[name]]] : [])),
    ),
    JUPYTERHUB_NETWORK_NAME: network,
    PERIJOVE_SHARED_VOLUME: shared,
    PERIJOVE_VOLUME_PREFIX: project,
    ...settings,
  };
  const [program, ...first] = compose.command;
  const files = ['--file', file, '--env-file', join(folder, 'env'), '--project-directory', ROOT];

  const docker = async (...args) => {
    const { code, output } = await run('docker', args, env);
    if (code !== 0) throw new Error(`docker ${args.join(' ')} failed:\n${output}`);
    return output.trim();
  };
  const composed = async (...args) => {
    const all = [...first, '--project-name', project, ...files, ...args];
    const { code, output } = await run(program, all, env);
    if (code !== 0) throw new Error(`compose ${args.join(' ')} failed:\n${output}`);
    return output;
  };
  /** The id of the container, found by the labels of Compose. */
  const container = service =>
    docker(
      'ps',
      '--all',
      '--quiet',
      '--filter',
      `label=com.docker.compose.project=${project}`,
      '--filter',
      `label=com.docker.compose.service=${service}`,
    );
  const inspect = async (id, format) => docker('inspect', '--format', format, id);
  const addressOf = async id =>
    inspect(id, `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`);
  const labs = async () => {
    const ids = await docker(
      'ps',
      '--all',
      '--quiet',
      '--filter',
      `network=${network}`,
      '--filter',
      'label=perijove.lab=1',
    );
    return ids.split('\n').filter(Boolean);
  };

  return {
    project,
    network,
    docker,
    container,
    inspect,
    addressOf,
    labs,
    up: (...more) => composed('up', '--detach', '--no-build', 'init', 'hub', 'backend', ...more),
    restart: service => composed('restart', '--timeout', '10', service),
    logs: service => composed('logs', '--tail', '120', '--no-color', service),
    exec: async (service, ...command) => docker('exec', await container(service), ...command),

    /** Removes all of it: labs, containers, networks and volumes. */
    async remove() {
      // The backend created and labelled the shared volume.
      const label = '{{index .Labels "perijove.deployment"}}';
      const made = await run('docker', ['volume', 'inspect', '--format', label, shared], env);
      for (const id of await labs()) await docker('rm', '--force', id);
      await composed('down', '--volumes', '--timeout', '10');
      if (made.code === 0 && made.output.trim()) {
        const filter = `label=perijove.deployment=${made.output.trim()}`;
        const volumes = await docker('volume', 'ls', '--quiet', '--filter', filter);
        for (const volume of volumes.split('\n').filter(Boolean)) {
          await run('docker', ['volume', 'rm', volume], env);
        }
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
