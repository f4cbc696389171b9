import { spawn } from 'node:child_process';
import { run } from '../test-env/apt.mjs';

/** The label that carries the hash of the recipe an image was made from. */
export const RECIPE_LABEL = 'org.perijove.recipe';

/** The recipe hash of an image, '' when it carries none, undefined when there is no such image. */
export async function recipeOf(image) {
  const format = `{{index .Config.Labels "${RECIPE_LABEL}"}}`;
  const { code, output } = await run('docker', ['image', 'inspect', '--format', format, image]);
  return code === 0 ? output.trim() : undefined;
}

/**
 * Builds an image; progress goes to `log`, line by line.
 *
 * @throws {Error} with the last lines of the build when it fails
 */
export async function buildImage({ tag, file, context, args = {}, hash, log }) {
  const flags = Object.entries(args).flatMap(([name, value]) => [
    '--build-arg',
    `${name}=${value}`,
  ]);
  const label = ['--label', `${RECIPE_LABEL}=${hash}`];
  const command = ['build', '--tag', tag, '--file', file, ...label, ...flags, context];
  const before = await idOf(tag);
  await stream('docker', command, { env: await buildEnvironment(), log });
  // The previous image of this name is not needed; the engine keeps it while it is in use.
  if (before && before !== (await idOf(tag))) await run('docker', ['image', 'rm', before]);
}

async function idOf(image) {
  const { code, output } = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', image]);
  return code === 0 ? output.trim() : undefined;
}

/**
 * The classic builder serves where the command line client has no buildx plugin (Debian's
 * client 20.10 brings BuildKit along; newer clients without the plugin cannot build otherwise).
 */
async function buildEnvironment() {
  if (process.env.DOCKER_BUILDKIT) return process.env;
  const buildx = await run('docker', ['buildx', 'version']);
  return buildx.code === 0 ? process.env : { ...process.env, DOCKER_BUILDKIT: '0' };
}

/** Runs a program and hands every line to `log`; rejects with the last lines when it fails. */
export function stream(program, args, { env = process.env, log, cwd }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const recent = [];
    const take = lineReader(line => {
      recent.push(line);
      if (recent.length > 25) recent.shift();
      log(line);
    });
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) return resolve();
      const command = `${program} ${args.slice(0, 3).join(' ')}`;
      reject(new Error(`${command} … failed (${code}):\n${recent.join('\n')}`));
    });
  });
}

function lineReader(onLine) {
  let rest = '';
  return chunk => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.filter(line => line.trim()).forEach(onLine);
  };
}
