// Ports that stay the same across restarts, because running labs have the hub's address.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { UserError } from './log.mjs';

const isFree = (port, host) =>
  new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** Different free TCP ports: all are held until the last is known. */
export const freePorts = async (count, host = '127.0.0.1') => {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, host, () => resolve(server));
        }),
    ),
  );
  const ports = servers.map(server => server.address().port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
};

const wanted = { hub: 18081, backend: 18082, proxyApi: 18001 };
const settings = {
  hub: 'PERIJOVE_HUB_PORT',
  backend: 'PERIJOVE_BACKEND_PORT',
  proxyApi: 'PERIJOVE_PROXY_API_PORT',
};

/** The stored ports; none if the file is missing or truncated. */
const remembered = file => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};

/** Writes atomically: a full disk keeps the old file. */
const remember = (file, ports) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(ports)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** Chooses all ports of an installation; stores the internal ones in its data folder. */
export const decidePorts = async (data, publicPort, ip, env = process.env) => {
  const file = join(data, 'ports.json');
  const before = remembered(file);
  if (!(await isFree(publicPort, ip))) {
    throw new UserError(
      `Port ${publicPort} on ${ip} is in use by another program (or by a Perijove with another folder of data).\n` +
        'Stop that one, or choose another port: npm start -- --port 8010',
    );
  }
  const ports = {};
  for (const name of Object.keys(wanted)) {
    const given = env[settings[name]];
    const first = Number(given ?? before[name] ?? wanted[name]);
    if (await isFree(first, '127.0.0.1')) ports[name] = first;
    else if (given !== undefined)
      throw new UserError(`${settings[name]}=${given} is in use by another program.`);
    else [ports[name]] = await freePorts(1);
  }
  if (Object.keys(wanted).some(name => ports[name] !== before[name])) remember(file, ports);
  return ports;
};
