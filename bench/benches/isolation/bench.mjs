import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  APPLY_SCRIPT,
  chainOf,
  rulesText,
} from '../../../backend/lib/engine/docker/network/host-rules.js';
import { ask, run as command } from '../../../scripts/setup/run.mjs';
import { makeNetwork, needImage, sweep } from '../../shared/docker.mjs';
import { median, rounded } from '../../shared/numbers.mjs';

export const about = 'what closing the network of labs costs a start and a connection';
export const limitMinutes = 20;
export const defaults = { count: 500, sample: 20, connections: 200 };

const GOAL = 1.2;
const IMAGE = 'perijove/tiny:test';
const PORT = 18_080;

/** Connects to the hub repeatedly, as a lab does; prints the median in microseconds. */
const connecting = (address, times) => `
import socket, statistics, time
took = []
for _ in range(${times}):
    begin = time.perf_counter()
    with socket.create_connection(("${address}", ${PORT}), 2) as one:
        one.recv(2)
    took.append((time.perf_counter() - begin) * 1e6)
print(statistics.median(took))`;

/** A server in its own process, because this one waits for programs. */
const listen = async cleanup => {
  const code = `require('net').createServer(one => one.end('ok')).listen(${PORT}, () => console.log())`;
  const server = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanup.add(() => void server.kill());
  await once(server.stdout, 'data');
};

const iptables = (...args) => ask('iptables', ['-w', '5', ...args]);

export const run = async ({ options: { count, sample, connections }, say, cleanup }) => {
  if (process.getuid?.() !== 0) throw new Error('Rules of the firewall take root.');
  await needImage(IMAGE);
  const name = `perijove-bench-${process.pid}`;
  const label = `perijove.bench=${name}`;
  cleanup.add(() => sweep(label));
  const gateway = await makeNetwork(name, label);
  const id = await ask('docker', ['network', 'inspect', '-f', '{{.Id}}', name]);
  const bridge = `br-${id.slice(0, 12)}`;
  const chain = chainOf(id);
  await listen(cleanup);

  const open = async () => {
    for (const from of ['DOCKER-USER', 'INPUT']) {
      await iptables('-D', from, '-i', bridge, '-j', chain);
    }
  };
  const close = () =>
    command('sh', [
      ...['-c', APPLY_SCRIPT, 'sh', 'iptables', bridge, chain],
      rulesText({ bridge, chain, peers: [], metadata: false }, 4),
    ]);
  cleanup.add(async () => {
    await open();
    await iptables('-F', chain);
    await iptables('-X', chain);
  });

  let made = 0;
  const start = async () => {
    made += 1;
    const args = ['--network', name, '--label', label, '--name', `${name}-${made}`];
    const begin = performance.now();
    await command('docker', ['run', '-d', ...args, '--entrypoint', 'sleep', IMAGE, '100000']);
    return performance.now() - begin;
  };
  const starts = async () => {
    const times = [];
    for (let index = 0; index < sample; index += 1) times.push(await start());
    return rounded(median(times));
  };
  const fromLast = (...args) =>
    ask('docker', ['exec', `${name}-${made}`, 'python3', '-c', ...args]);
  const measure = async () => ({
    startMs: await starts(),
    connectUs: rounded(Number(await fromLast(connecting(gateway, connections)))),
  });
  /** With and without the rules in turn, while the number of labs grows. */
  const both = async () => {
    await open();
    const without = await measure();
    await close();
    const beside = made;
    const within = await measure();
    say(`beside ${beside} labs: ${JSON.stringify({ without, within })}`);
    return { beside, without, within };
  };

  const few = await both();
  while (made < count - 2 * sample) await start();
  const many = await both();
  const reaches = async (address, port) =>
    (await fromLast(
      `import socket; socket.create_connection(("${address}", ${port}), 2); print("yes")`,
    )) === 'yes';
  const first = `{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}`;
  const other = await ask('docker', ['inspect', '-f', first, `${name}-1`]);
  await ask('docker', ['exec', '-d', `${name}-1`, 'python3', '-m', 'http.server', '8888']);
  const closed = !(await reaches(other, 8888)) && !(await reaches('169.254.169.254', 80));
  const hub = await reaches(gateway, PORT);
  const rules = ((await iptables('-S', chain)) ?? '').split('\n').length;
  const ratio = many.within.startMs / many.without.startMs;
  const row = ({ beside, without, within }, what) => [
    `${what}, ${beside} labs there`,
    within[what],
    without[what],
  ];
  return {
    head: [`medians of ${sample} starts, ${connections} connections`, 'closed', 'open'],
    rows: [few, many].flatMap(one => [row(one, 'startMs'), row(one, 'connectUs')]),
    notes: [
      `${rules} rules. The last lab ${hub ? 'reaches' : 'DOES NOT REACH'} the hub's port, ${closed ? 'and neither another lab nor metadata' : 'AND MORE THAN IT SHOULD'}.`,
    ],
    ours: many.within,
    beside: many.without,
    ratio: rounded(ratio),
    goal: `a start beside ${count} labs costs less than ${GOAL} times that without rules, and labs stay apart`,
    met: ratio < GOAL && closed && hub,
  };
};
