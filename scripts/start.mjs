// `npm start`: sets everything up, starts the platform, and says where it is.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { attend } from './setup/attend.mjs';
import { followLog, keepTrimmed, lastLines, openLog } from './setup/hub-log.mjs';
import { at } from './setup/root.mjs';
import { noteRoom } from './setup/room.mjs';
import { endRunning, forgetLauncher, noteLauncher, running } from './setup/running.mjs';
import { bold, dim, main, note, step, Stop } from './setup/say.mjs';
import { build, checkNode, installNode } from './setup/node.mjs';
import { installPython } from './setup/python.mjs';

const help = `npm start -- [options]

  --port N            port of the platform (8000)
  --ip ADDRESS        address to listen on (127.0.0.1)
  --engine NAME       where labs run: docker, process, or auto
  --data FOLDER       folder of all data (.perijove)
  --verbose           show the hub's log here as well
  --stop              end the platform that runs with this folder of data
  --no-install        install and build nothing: start what is here

Settings are environment variables; docs/operators/settings.md lists them all.`;

const options = () => {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: process.env.PERIJOVE_PORT ?? '8000' },
        ip: { type: 'string', default: process.env.PERIJOVE_IP ?? '127.0.0.1' },
        engine: { type: 'string' },
        data: { type: 'string', default: process.env.PERIJOVE_DATA ?? at('.perijove') },
        verbose: { type: 'boolean', default: false },
        stop: { type: 'boolean', default: false },
        'no-install': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error.message}\n\n${help}`);
  }
};

/** What makes whoever has it the first administrator; null once there is one. */
const oneTimeCode = data => {
  const file = join(data, 'secrets', 'first-admin-code');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
};

/** Ends what runs with this folder of data, and says so. */
const stopRunning = async data => {
  const { hub, proxy } = await running(data);
  if (hub === null && proxy === null) return note(`Nothing runs with ${data}.`);
  step('Stopping. Running labs live on and are found again.');
  await endRunning(data);
};

/** One platform per folder of data: another launcher's is left alone. */
const refuseSecond = async data => {
  const { launcher, url } = await running(data);
  if (launcher === null) return;
  throw new Stop(
    `Perijove runs already with ${data}${url === null ? '' : `: ${url}`} (process ${launcher}).\n` +
      'Stop it there with Ctrl-C, or from here: npm start -- --stop',
  );
};

/** A platform whose launcher was killed runs on. What was asked for now may be another one. */
const takeOver = async data => {
  const { hub, proxy } = await running(data);
  if (hub === null && proxy === null) return;
  step(
    hub === null
      ? 'Removing the proxy that a killed JupyterHub left behind'
      : `A Perijove whose \`npm start\` was killed runs here (process ${hub}); starting it anew. Labs live on.`,
  );
  await endRunning(data);
};

await main(async () => {
  const given = options();
  const { port, ip, engine, verbose } = given;
  if (given.help) {
    console.log(help);
    return;
  }
  if (engine !== undefined && !['docker', 'process', 'auto'].includes(engine)) {
    throw new Stop(`--engine is docker, process or auto, not ${engine}.`);
  }
  if (!/^\d{1,5}$/.test(port)) throw new Stop(`--port is a number, not ${port}.`);
  const data = resolve(given.data);
  if (given.stop) {
    await stopRunning(data);
    return;
  }
  checkNode();
  await refuseSecond(data);
  if (!given['no-install']) {
    await installNode();
    await Promise.all([build(), installPython()]);
  }

  // From here on what is made holds accounts, tokens, logs: for this account alone.
  process.umask(0o077);
  const { endProxy, platformEnv, prepareEngine, startHub, untilReady } =
    await import('./setup/platform.mjs');
  await refuseSecond(data);
  await takeOver(data);
  noteRoom(data);
  const { env, prepared } = await platformEnv({ data, port: Number(port), ip, engine });
  step(prepared.words);
  for (const line of prepared.notes) note(line);

  const host = ip === '0.0.0.0' ? '127.0.0.1' : ip;
  const base = `/${(env.JUPYTERHUB_BASE_URL ?? '/').replace(/^\/|\/$/g, '')}/`.replace('//', '/');
  const tls = ['1', 'true', 'yes', 'on'].includes((env.JUPYTERHUB_SSL_ENABLED ?? '').toLowerCase());
  const url = `${tls ? 'https' : 'http'}://${host}:${port}${base}`;
  const logFile = join(data, 'logs', 'hub.log');
  const log = openLog(logFile);
  keepTrimmed(logFile);
  if (verbose) followLog(logFile, process.stderr);
  noteLauncher(data, url);
  step('Starting JupyterHub');
  let ready = false;
  const hub = attend({
    // In a session of its own: whatever ends this process, the platform and its users go on.
    start: () => startHub(env, [log, log], undefined, { detached: true }),
    // The hub listens on the address that the labs' network has now, or not at all.
    beforeAgain: async () => {
      const { gateway } = await prepareEngine(env);
      if (gateway !== null) env.PERIJOVE_NETWORK_GATEWAY = gateway;
    },
    mayRestart: () => ready,
    onStop: () => step('Stopping. Running labs live on and are found again.'),
    onDeath: (how, again) =>
      step(
        again
          ? `JupyterHub ended unexpectedly (${how}); starting it again. Labs live on.`
          : `JupyterHub ended (${how}).`,
      ),
  });
  void hub.ended.then(() => {
    endProxy(data);
    forgetLauncher(data);
  });
  await untilReady(hub.first, url).catch(async error => {
    hub.stop();
    await hub.ended;
    throw new Stop(`${error.message}\n\n${dim(lastLines(logFile))}`);
  });
  ready = true;
  const admin = env.JUPYTERHUB_ADMIN ?? 'admin';
  console.log(`\n  Perijove is ready:  ${bold(url)}\n`);
  const oneTime = oneTimeCode(data);
  if (oneTime === null) note('Sign in there.');
  else {
    note(`Nobody administers it yet. Sign up as ${bold(admin)} with a password of your own, here:`);
    console.log(`\n  ${bold(`${url}hub/signup#code=${oneTime}`)}\n`);
    note(
      `By hand: open the first address, choose "Sign up", enter the one-time code ${bold(oneTime)}`,
    );
  }
  note(`Log: ${logFile}   Stop: Ctrl-C`);
  const code = await hub.ended;
  if (code !== 0) console.error(`\n${dim(lastLines(logFile))}\n`);
  process.exitCode = code;
});
