import { ask, run } from '../../scripts/setup/run.mjs';
import { sleep } from './pool.mjs';

const lines = text => (text ?? '').split('\n').filter(Boolean);

/** The images of measurements are built by `npm run images`. */
export const needImage = async image => {
  if ((await ask('docker', ['image', 'inspect', '-f', '{{.Id}}', image])) === null) {
    throw new Error(`The image ${image} is missing: run npm run images first.`);
  }
};

/** Retries: a busy daemon refuses to remove a network while its last containers are removed. */
const TRIES = 5;
const AT_ONCE = 20;

const remove = async (what, filter) => {
  const list = what === 'container' ? ['ps', '-aq'] : [what, 'ls', '-q'];
  const force = what === 'network' ? [] : ['-f'];
  const find = async () => lines(await ask('docker', [...list, '--filter', filter]));
  let found = await find();
  for (let attempt = 0; found.length > 0 && attempt < TRIES; attempt += 1) {
    if (attempt > 0) await sleep(1000);
    for (let first = 0; first < found.length; first += AT_ONCE) {
      await ask('docker', [what, 'rm', ...force, ...found.slice(first, first + AT_ONCE)]);
    }
    found = await find();
  }
  if (found.length > 0) throw new Error(`${found.length} ${what}s with ${filter} are left`);
};

/** Removes the containers, volumes and networks with a label. */
export const sweep = async label => {
  const filter = `label=${label}`;
  await remove('container', filter);
  await remove('volume', filter);
  await remove('network', filter);
};

/** Makes a bridge network with a label; answers the host's address on it. */
export const makeNetwork = async (name, label) => {
  await run('docker', ['network', 'create', '--label', label, name]);
  return networkGateway(name);
};

const networkGateway = async name => {
  const format = '{{range .IPAM.Config}}{{.Gateway}}{{end}}';
  const gateway = await ask('docker', ['network', 'inspect', '-f', format, name]);
  if (!gateway) throw new Error(`The network ${name} has no gateway.`);
  return gateway;
};

/** The value of a label of a network; null when there is none. */
export const networkLabel = async (name, label) =>
  (await ask('docker', ['network', 'inspect', '-f', `{{index .Labels "${label}"}}`, name])) || null;
