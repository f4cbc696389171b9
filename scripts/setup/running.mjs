// What runs already with a folder of data, and how it is ended: a launcher may have been killed, and
// the platform that it started goes on without it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ask } from './run.mjs';

const recordOf = data => join(data, 'run', 'launcher.json');

/** Sends a signal; whether there was anybody to hear it. */
export const send = (pid, signal) => {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
};

const readText = file => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const pidIn = file => {
  const pid = Number(readText(file)?.split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
};

/** The command line of a process; null when it has gone. Numbers are given again. */
const commandOf = async pid => {
  if (!send(pid, 0)) return null;
  return (
    readText(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ??
    ask('ps', ['-p', pid, '-o', 'command='])
  );
};

/** On Linux a process also has to have this very folder; elsewhere its command has to do. */
const isOfFolder = (pid, data) =>
  readText(`/proc/${pid}/environ`)?.split('\0').includes(`PERIJOVE_DATA=${data}`) ?? true;

/** The number again while such a program of this folder of data runs under it; otherwise null. */
export const processAlive = async (pid, word, data) => {
  if (pid === null) return null;
  const command = await commandOf(pid);
  return command?.includes(word) && isOfFolder(pid, data) ? pid : null;
};

/** The proxy whose number lies in the folder of data; null when it is another program. */
export const proxyOf = data => {
  const pid = pidIn(join(data, 'hub', 'proxy.pid'));
  if (pid === null || !send(pid, 0)) return null;
  const command = readText(`/proc/${pid}/cmdline`);
  return command === null || command.includes('configurable-http-proxy') ? pid : null;
};

/** What the launcher noted; nothing when a full disk or a crash cut it short. */
const recorded = data => {
  try {
    return JSON.parse(readText(recordOf(data)) ?? '{}');
  } catch {
    return {};
  }
};

/** Who runs with this folder of data: process numbers, null for what does not run. */
export const running = async data => {
  const record = recorded(data);
  const launcher = Number(record.launcher) || null;
  const itself = launcher === null ? null : await commandOf(launcher);
  return {
    url: record.url ?? null,
    // Numbers are given again: only what is such a program is meant.
    launcher: /\b(start|dev)\.mjs\b/.test(itself ?? '') ? launcher : null,
    hub: await processAlive(pidIn(join(data, 'hub', 'jupyterhub.pid')), 'jupyterhub', data),
    proxy: proxyOf(data),
  };
};

/** Remembers who looks after the platform and where it is. */
export const recordLauncher = (data, url) => {
  mkdirSync(dirname(recordOf(data)), { recursive: true, mode: 0o700 });
  writeFileSync(recordOf(data), `${JSON.stringify({ launcher: process.pid, url })}\n`, {
    mode: 0o600,
  });
};

export const forgetLauncher = data => rmSync(recordOf(data), { force: true });

const gone = async (pid, withinMs) => {
  const until = Date.now() + withinMs;
  while (send(pid, 0)) {
    if (Date.now() > until) return false;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return true;
};

/** A hub stops its backend in at most 15 seconds, and then its proxy. */
const HUB_ENDS_MS = 40_000;

/** Asks one process to end, and makes it when it does not; a negative number is a whole group. */
export const endProcess = async (pid, withinMs) => {
  send(pid, 'SIGTERM');
  if (await gone(pid, withinMs)) return;
  send(pid, 'SIGKILL');
  await gone(pid, 5000);
};

/** Ends what runs with this folder of data, in order; labs live on. */
export const endRunning = async data => {
  const { launcher, hub } = await running(data);
  if (launcher !== null && launcher !== process.pid)
    await endProcess(launcher, HUB_ENDS_MS + 10_000);
  if (hub !== null) await endProcess(hub, HUB_ENDS_MS);
  const proxy = proxyOf(data);
  if (proxy !== null) await endProcess(proxy, 5000);
  forgetLauncher(data);
};
