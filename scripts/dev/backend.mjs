// The backend of the dev mode: compiled on save, restarted by Node when what it loaded has changed.
// JupyterHub knows it as an external service, so hub and labs do not notice.
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from '../setup/root.mjs';
import { watchPackage } from './compiler.mjs';
import { tell } from './programs.mjs';

/** A secret of this installation, made once. */
export const ensureSecret = file => {
  if (existsSync(file)) return file;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  return file;
};

/** What JupyterHub tells services that it starts; this one reads its own settings instead. */
const OF_ANOTHER_HUB = [
  'JUPYTERHUB_API_TOKEN',
  'JUPYTERHUB_CLIENT_ID',
  'JUPYTERHUB_HOST',
  'JUPYTERHUB_OAUTH_CALLBACK_URL',
  'JUPYTERHUB_SERVICE_PREFIX',
];
/** What concerns the hub alone. */
const OF_THE_HUB = [
  'JUPYTERHUB_ADMIN_PASSWORD',
  'JUPYTERHUB_ADMIN_PASSWORD_FILE',
  'PERIJOVE_BACKEND_URL',
];

/** The environment of a backend that the hub does not start. */
export const backendEnv = (env, prefix) => {
  const address = env.PERIJOVE_NETWORK_GATEWAY ?? '127.0.0.1';
  return {
    ...Object.fromEntries(
      Object.entries(env).filter(([name]) => ![...OF_ANOTHER_HUB, ...OF_THE_HUB].includes(name)),
    ),
    JUPYTERHUB_API_URL: `http://${address}:${env.PERIJOVE_HUB_PORT}${prefix.replace('services/perijove/', 'hub/api')}`,
  };
};

/** The SQL files: the compiler leaves them where they are. */
const copyMigrations = () =>
  cpSync(at('backend/src/db/migrations'), at('backend/lib/db/migrations'), { recursive: true });

const worthTelling = /^(?:Restarting|Failed running|Debugger listening)/;

/** A line of the log, when it is worth reading. */
const readLog = (line, verbose) => {
  if (verbose || worthTelling.test(line)) return tell('backend', line);
  try {
    const { level, msg, err } = JSON.parse(line);
    if (level >= 40) tell('backend', [msg, err?.message].filter(Boolean).join(': '));
  } catch {
    // No line of the log: a stack, or what stopped the start.
    if (line.trim() !== '') tell('backend', line);
  }
};

/** Starts compilers and backend; resolves when the backend was started. */
export const startBackend = async (programs, { env, inspect, verbose }) => {
  await watchPackage(programs, 'packages/contracts', { name: 'contracts' });
  await watchPackage(programs, 'backend', { name: 'compiler' });
  copyMigrations();
  watch(at('backend/src/db/migrations'), copyMigrations).unref();
  const debug = inspect === null ? [] : [`--inspect=127.0.0.1:${inspect}`];
  const main = join('lib', 'main.js');
  programs.start(
    'backend',
    process.execPath,
    ['--watch', '--watch-preserve-output', ...debug, main],
    {
      cwd: at('backend'),
      more: env,
      onLine: line => readLog(line, verbose),
    },
  );
};
