// `npm run dev`: JupyterHub once, and beside it everything that follows the sources as they change.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backendEnv, ensureSecret, startBackend } from './dev/backend.mjs';
import { linkExtensions, watchExtensions } from './dev/labs.mjs';
import { createPrograms, endLeftPrograms } from './dev/programs.mjs';
import { supervise } from './setup/supervise.mjs';
import { followLog, keepTrimmed, lastLines, openLog } from './setup/hub-log.mjs';
import { build, checkNode, installNode, isBuilt } from './setup/node.mjs';
import { refuseSecond, takeOver } from './setup/one-platform.mjs';
import { freePorts } from './setup/ports.mjs';
import { installPython } from './setup/python.mjs';
import { platformUrl, printReady } from './setup/ready-message.mjs';
import { at } from './setup/root.mjs';
import { checkFreeSpace } from './setup/free-space.mjs';
import { forgetLauncher, recordLauncher } from './setup/running.mjs';
import { dim, main, note, step, UserError } from './setup/log.mjs';

/** Nothing of the dev mode is for others: not its sources, not its debugger. */
const LOOPBACK = '127.0.0.1';

const help = `npm run dev -- [options]

  --port N            port of the platform (8000)
  --engine NAME       where labs run: process (default) or docker
  --data FOLDER       folder of all data (.perijove-dev)
  --inspect-port N    port of the backend's debugger (9229); 0 for none
  --verbose           show all that hub and backend log
  --no-install        install nothing

Settings are environment variables; docs/operators/settings.md lists them all.`;

const options = () => {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: process.env.PERIJOVE_PORT ?? '8000' },
        engine: { type: 'string', default: 'process' },
        data: { type: 'string', default: at('.perijove-dev') },
        'inspect-port': { type: 'string', default: '9229' },
        verbose: { type: 'boolean', default: false },
        'no-install': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error.message}\n\n${help}`);
  }
};

const portIn = (name, text) => {
  if (!/^\d{1,5}$/.test(text)) throw new UserError(`--${name} is a number, not ${text}.`);
  return Number(text);
};

/** What a first start needs; later ones compile while they run. */
const install = async () => {
  await installNode();
  await Promise.all([isBuilt() ? undefined : build(), installPython()]);
};

await main(async () => {
  const given = options();
  if (given.help) return console.log(help);
  const port = portIn('port', given.port);
  const inspect = portIn('inspect-port', given['inspect-port']) || null;
  const data = resolve(given.data);
  checkNode();
  await refuseSecond(data);
  if (!given['no-install']) await install();

  process.umask(0o077);
  const { endProxy, platformEnv, startHub, untilReady } = await import('./setup/platform.mjs');
  const { startPages } = await import('./dev/pages.mjs');
  await endLeftPrograms(data);
  await takeOver(data, 'npm run dev');
  checkFreeSpace(data);
  const [pagesPort] = await freePorts(1);
  const overrides = {
    PERIJOVE_BACKEND_URL: `http://${LOOPBACK}:${pagesPort}`,
    PERIJOVE_SERVICE_TOKEN_FILE: ensureSecret(join(data, 'secrets', 'service-token')),
    PERIJOVE_INTERNAL_TOKEN_FILE: ensureSecret(join(data, 'secrets', 'internal-token')),
  };
  const { engine } = given;
  const { env, prepared } = await platformEnv({ data, port, ip: LOOPBACK, engine, overrides });
  step(prepared.words);
  const url = platformUrl(env, LOOPBACK, port);
  const prefix = `${new URL(url).pathname}services/perijove/`;
  const logFile = join(data, 'logs', 'hub.log');
  const log = openLog(logFile);
  keepTrimmed(logFile);
  if (given.verbose) followLog(logFile, process.stderr);
  recordLauncher(data, url);

  step('Starting JupyterHub, the compilers, the backend and the pages');
  const backendPort = Number(env.PERIJOVE_BACKEND_PORT);
  const endPages = await startPages({ prefix, port: pagesPort, backendPort });
  const programs = createPrograms(data, process.env);
  const hubEnv = { ...env, PERIJOVE_DEV_EXTENSIONS: linkExtensions(data) };
  let ready = false;
  const hub = supervise({
    start: () =>
      startHub(hubEnv, [log, log], at('scripts/dev/jupyterhub_config.py'), { detached: true }),
    beforeAgain: () => Promise.resolve(),
    mayRestart: () => ready,
    onStop: () => step('Stopping, labs as well.'),
    onDeath: (how, again) =>
      step(`JupyterHub ended (${how})${again ? '; starting it again. Labs live on.' : '.'}`),
  });
  // The hub ends first: it stops its labs, and asks the backend to.
  const ended = hub.ended.then(async code => {
    endProxy(data);
    await Promise.all([programs.endAll(), endPages()]);
    forgetLauncher(data);
    return code;
  });
  watchExtensions(programs);
  await startBackend(programs, { env: backendEnv(env, prefix), inspect, verbose: given.verbose });
  await untilReady(hub.first, url).catch(async error => {
    hub.stop();
    await ended;
    throw new UserError(`${error.message}\n\n${dim(lastLines(logFile))}`);
  });
  ready = true;
  printReady(data, url, env.JUPYTERHUB_ADMIN ?? 'admin');
  note('Save a file: a page changes at once, the backend restarts, a lab shows it after a reload.');
  if (inspect !== null) note(`Debugger of the backend: ${LOOPBACK}:${inspect}`);
  note(`Log of the hub: ${logFile}   Stop: Ctrl-C`);
  const code = await ended;
  if (code !== 0) console.error(`\n${dim(lastLines(logFile))}\n`);
  process.exit(code);
});
