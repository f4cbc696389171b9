// `npm start`: sets up and starts the platform, and prints its address.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { supervise } from './setup/supervise.mjs';
import { followLog, keepTrimmed, lastLines, openLog } from './setup/hub-log.mjs';
import { refuseSecond, stopRunning, takeOver } from './setup/one-platform.mjs';
import { platformUrl, printReady } from './setup/ready-message.mjs';
import { at } from './setup/root.mjs';
import { checkFreeSpace } from './setup/free-space.mjs';
import { forgetLauncher, recordLauncher } from './setup/running.mjs';
import { dim, main, note, step, UserError } from './setup/log.mjs';
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
    throw new UserError(`${error.message}\n\n${help}`);
  }
};

await main(async () => {
  const given = options();
  const { port, ip, engine, verbose } = given;
  if (given.help) {
    console.log(help);
    return;
  }
  if (engine !== undefined && !['docker', 'process', 'auto'].includes(engine)) {
    throw new UserError(`--engine is docker, process or auto, not ${engine}.`);
  }
  if (!/^\d{1,5}$/.test(port)) throw new UserError(`--port is a number, not ${port}.`);
  const data = resolve(given.data);
  if (given.stop) {
    await stopRunning(data);
    return;
  }
  checkNode();
  const stopCommand = 'npm start -- --stop';
  await refuseSecond(data, stopCommand);
  if (!given['no-install']) {
    await installNode();
    await Promise.all([build(), installPython()]);
  }

  // From here on, files contain accounts, tokens and logs: make them private.
  process.umask(0o077);
  const { endProxy, platformEnv, prepareEngine, startHub, untilReady } =
    await import('./setup/platform.mjs');
  await refuseSecond(data, stopCommand);
  await takeOver(data, 'npm start');
  checkFreeSpace(data);
  const { env, prepared } = await platformEnv({ data, port: Number(port), ip, engine });
  step(prepared.words);
  for (const line of prepared.notes) note(line);

  const url = platformUrl(env, ip, port);
  const logFile = join(data, 'logs', 'hub.log');
  const log = openLog(logFile);
  keepTrimmed(logFile);
  if (verbose) followLog(logFile, process.stderr);
  recordLauncher(data, url);
  step('Starting JupyterHub');
  let ready = false;
  const hub = supervise({
    // In its own session: the platform survives the end of this process.
    start: () => startHub(env, [log, log], undefined, { detached: true }),
    // The hub listens on the current address of the labs' network.
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
    throw new UserError(`${error.message}\n\n${dim(lastLines(logFile))}`);
  });
  ready = true;
  printReady(data, url, env.JUPYTERHUB_ADMIN ?? 'admin');
  note(`Log: ${logFile}   Stop: Ctrl-C`);
  const code = await hub.ended;
  if (code !== 0) console.error(`\n${dim(lastLines(logFile))}\n`);
  process.exitCode = code;
});
