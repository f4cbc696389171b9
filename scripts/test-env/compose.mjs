import { aptInstall, run, which, whyNoApt } from './apt.mjs';

/**
 * Finds Docker Compose: the plugin of the command line client, or the older separate program,
 * which is what Debian 12 packages.
 *
 * @param {{ mayInstall?: boolean, log?: (line: string) => void }} [options]
 * @returns {Promise<{ command: string[] | undefined, classic: boolean, why: string }>}
 *   `classic` is version 1, which does not know every key of today's files
 */
export async function ensureCompose({ mayInstall = true, log = () => {} } = {}) {
  const there = await find();
  if (there) return there;
  const whyNot = whyNoApt({ mayInstall });
  const nothing = why => ({ command: undefined, classic: false, why });
  if (whyNot) return nothing(`There is no Docker Compose, and ${whyNot}.`);
  const failure = await aptInstall(['docker-compose'], { log });
  if (failure) return nothing(failure);
  return (await find()) ?? nothing('Docker Compose was installed and does not answer.');
}

async function find() {
  const plugin = await run('docker', ['compose', 'version', '--short']);
  if (plugin.code === 0) {
    return { command: ['docker', 'compose'], classic: false, why: 'It was already installed.' };
  }
  const program = which('docker-compose');
  if (!program) return undefined;
  const { output } = await run(program, ['version', '--short']);
  return { command: [program], classic: output.startsWith('1.'), why: 'It was already installed.' };
}
