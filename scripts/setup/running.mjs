// Finds and ends the platform of a data folder. Its launcher may have been killed, and
// the platform keeps running without it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ask } from './run.mjs';

const recordOf = data => join(data, 'run', 'launcher.json');

/** Sends a signal; returns whether the process exists. */
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

/** The command line of a process; null if it has exited. Process ids are reused. */
const commandOf = async pid => {
  if (!send(pid, 0)) return null;
  return (
    readText(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ??
    ask('ps', ['-p', pid, '-o', 'command='])
  );
};

/** On Linux, also checks the data folder of the process; elsewhere only its command. */
const isOfFolder = (pid, data) =>
  readText(`/proc/${pid}/environ`)?.split('\0').includes(`PERIJOVE_DATA=${data}`) ?? true;

/** The process id if it is such a program of this data folder; otherwise null. */
export const processAlive = async (pid, word, data) => {
  if (pid === null) return null;
  const command = await commandOf(pid);
  return command?.includes(word) && isOfFolder(pid, data) ? pid : null;
};

/** The proxy whose process id is in the data folder; null if it is another program. */
export const proxyOf = data => {
  const pid = pidIn(join(data, 'hub', 'proxy.pid'));
  if (pid === null || !send(pid, 0)) return null;
  const command = readText(`/proc/${pid}/cmdline`);
  return command === null || command.includes('configurable-http-proxy') ? pid : null;
};

/** The notes of the launcher; none if a full disk or a crash truncated them. */
const recorded = data => {
  try {
    return JSON.parse(readText(recordOf(data)) ?? '{}');
  } catch {
    return {};
  }
};

/** The running processes of this data folder: process ids, or null. */
export const running = async data => {
  const record = recorded(data);
  const launcher = Number(record.launcher) || null;
  const itself = launcher === null ? null : await commandOf(launcher);
  return {
    url: record.url ?? null,
    // Process ids are reused: check the programs.
    launcher: /\b(start|dev)\.mjs\b/.test(itself ?? '') ? launcher : null,
    hub: await processAlive(pidIn(join(data, 'hub', 'jupyterhub.pid')), 'jupyterhub', data),
    proxy: proxyOf(data),
  };
};

/** Stores the launcher of the platform and its address. */
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

/** A hub stops its backend within 15 seconds, then its proxy. */
const HUB_ENDS_MS = 40_000;

/** Terminates a process, and kills it after a while; a negative number is a process group. */
export const endProcess = async (pid, withinMs) => {
  send(pid, 'SIGTERM');
  if (await gone(pid, withinMs)) return;
  send(pid, 'SIGKILL');
  await gone(pid, 5000);
};

/** Ends the platform of this data folder in order; labs keep running. */
export const endRunning = async data => {
  const { launcher, hub } = await running(data);
  if (launcher !== null && launcher !== process.pid)
    await endProcess(launcher, HUB_ENDS_MS + 10_000);
  if (hub !== null) await endProcess(hub, HUB_ENDS_MS);
  const proxy = proxyOf(data);
  if (proxy !== null) await endProcess(proxy, 5000);
  forgetLauncher(data);
};
