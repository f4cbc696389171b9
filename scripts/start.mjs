// `npm start`: sets everything up, starts the platform, and says where it is.
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { at } from './setup/root.mjs';
import { bold, dim, main, note, step, Stop } from './setup/say.mjs';
import { build, checkNode, installNode } from './setup/node.mjs';
import { installPython } from './setup/python.mjs';

const help = `npm start -- [options]

  --port N            port of the platform (8000)
  --ip ADDRESS        address to listen on (127.0.0.1)
  --engine NAME       where labs run: docker, process, or auto
  --data FOLDER       folder of all data (.perijove)
  --verbose           show the hub's log here as well

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
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Stop(`${error.message}\n\n${help}`);
  }
};

const lastLines = file =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n') : '';

/** What makes whoever has it the first administrator; null once there is one. */
const oneTimeCode = data => {
  const file = join(data, 'secrets', 'first-admin-code');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
};

/** Watches the hub until it ends; Ctrl-C asks it to. */
const attend = (child, onStop) =>
  new Promise(done => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.on(signal, () => {
        if (asked) return;
        asked = true;
        onStop();
        child.kill('SIGTERM');
      });
    }
    child.once('exit', code => done(asked ? 0 : (code ?? 1)));
  });

await main(async () => {
  const { port, ip, engine, data: folder, verbose, help: wantsHelp } = options();
  if (wantsHelp) {
    console.log(help);
    return;
  }
  if (engine !== undefined && !['docker', 'process', 'auto'].includes(engine)) {
    throw new Stop(`--engine is docker, process or auto, not ${engine}.`);
  }
  if (!/^\d{1,5}$/.test(port)) throw new Stop(`--port is a number, not ${port}.`);
  const data = resolve(folder);
  checkNode();
  await installNode();
  await Promise.all([build(), installPython()]);

  // From here on what is made holds accounts, tokens, logs: for this account alone.
  process.umask(0o077);
  const { endProxy, platformEnv, startHub, untilReady } = await import('./setup/platform.mjs');
  const { env, prepared } = await platformEnv({ data, port: Number(port), ip, engine });
  step(prepared.words);
  for (const line of prepared.notes) note(line);

  const logFile = join(data, 'logs', 'hub.log');
  mkdirSync(join(data, 'logs'), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  const child = startHub(env, ['pipe', 'pipe']);
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
    if (verbose) stream.pipe(process.stderr, { end: false });
  }
  const ended = attend(child, () => step('Stopping. Running labs live on and are found again.'));
  step('Starting JupyterHub');
  const host = ip === '0.0.0.0' ? '127.0.0.1' : ip;
  const base = `/${(env.JUPYTERHUB_BASE_URL ?? '/').replace(/^\/|\/$/g, '')}/`.replace('//', '/');
  const tls = ['1', 'true', 'yes', 'on'].includes((env.JUPYTERHUB_SSL_ENABLED ?? '').toLowerCase());
  const url = `${tls ? 'https' : 'http'}://${host}:${port}${base}`;
  await untilReady(child, url).catch(error => {
    child.kill('SIGTERM');
    endProxy(data);
    throw new Stop(`${error.message}\n\n${dim(lastLines(logFile))}`);
  });
  const admin = env.JUPYTERHUB_ADMIN ?? 'admin';
  console.log(`\n  Perijove is ready:  ${bold(url)}\n`);
  const code = oneTimeCode(data);
  if (code === null) note('Sign in there.');
  else {
    note(`Nobody administers it yet. Sign up as ${bold(admin)} with a password of your own, here:`);
    console.log(`\n  ${bold(`${url}hub/signup#code=${code}`)}\n`);
    note(
      `By hand: open the first address, choose "Sign up", enter the one-time code ${bold(code)}`,
    );
  }
  note(`Log: ${logFile}   Stop: Ctrl-C`);
  process.exitCode = await ended;
});
