import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { loadConfig } from '../../../config/load.js';
import { openDb } from '../../../db/open.js';
import { connectionFromEnv } from '../../../engine/docker/client/connection.js';
import { createDockerEngine, type DockerEngine } from '../../../engine/docker/engine.js';
import { Bus } from '../../../lib/bus.js';
import { systemClock } from '../../../lib/clock.js';
import { silentLogger } from '../../../lib/logger.js';
import type { DomainEvents } from '../../domain-events.js';
import { putFirstInLine } from '../../../../test/helpers/first-in-line.js';
import { UserIdsRepo } from '../user-ids-repo.js';
import { RollupsRepo } from './rollups.js';
import { UsageRepo } from './usage-repo.js';
import { UsageSampler } from './usage-sampler.js';
import { TINY as image, notWanted, wanted } from '../../../../test/helpers/real-docker.js';

const MB = 1024 * 1024;
const DUE_MS = 30_000;

const burn = 'while True: pass';
const hold =
  'import time; held = bytearray(300 * 1024 * 1024)\n' +
  'for page in range(0, len(held), 4096): held[page] = 1\n' +
  'time.sleep(600)';
/** A hundred packets of a thousand bytes a second, by the clock: what it missed it sends later. */
const talk =
  'import socket, time; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n' +
  'begin = time.monotonic(); sent = 0\n' +
  'while True:\n' +
  '    while sent < (time.monotonic() - begin) * 100:\n' +
  '        s.sendto(b"x" * 1000, ("192.0.2.1", 9)); sent += 1\n' +
  '    time.sleep(0.05)';

if (wanted) {
  describe('what a real container uses', () => {
    const deploymentId = `test-${randomBytes(6).toString('hex')}`;
    const names = new Map<string, string>();
    let engine: DockerEngine;
    let sampler: UsageSampler;

    const run = async (user: string, program: string): Promise<void> => {
      const name = `${deploymentId}-${user}`;
      names.set(name, user);
      await engine.create({
        name,
        user,
        server: '',
        image,
        command: ['python3', '-c', program],
        env: {},
        workingDir: null,
        homeTarget: '/home/jovyan',
        mounts: [],
        hostMounts: [],
        privileged: false,
        gpu: false,
        limits: { cpuCores: null, memoryBytes: null, pids: 50 },
        port: 8888,
        specHash: 'usage',
      });
      await engine.start(name);
    };

    /** What is shown of that user, once it lies between the two; the last word when it never does. */
    const settled = async (
      read: () => number | null,
      least: number,
      most: number,
    ): Promise<number | null> => {
      const end = Date.now() + DUE_MS;
      for (;;) {
        const shown = read();
        if (shown !== null && shown >= least && shown <= most) return shown;
        if (Date.now() > end) return shown;
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    };

    beforeAll(() => {
      const loaded = loadConfig({ PERIJOVE_USAGE_INTERVAL: '2' });
      if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
      const log = silentLogger();
      engine = createDockerEngine({
        connection: connectionFromEnv(process.env),
        deploymentId,
        networkName: `perijove-${deploymentId}`,
        isolation: null,
        clock: systemClock,
        log,
      });
      const db = openDb(':memory:', 'history');
      sampler = new UsageSampler({
        clock: systemClock,
        log,
        engine,
        keyOf: name => {
          const user = names.get(name);
          return user === undefined ? null : { user, server: '' };
        },
        repo: new UsageRepo(db, new UserIdsRepo(db)),
        rollups: new RollupsRepo(db),
        bus: new Bus<DomainEvents>(log),
        cpuLimitOf: () => null,
        config: loaded.config,
      });
      sampler.start();
    });

    afterAll(async () => {
      await sampler.stop();
      const docker = new Dockerode();
      const ours = { label: [`perijove.deployment=${deploymentId}`] };
      for (const { Id: id } of await docker.listContainers({ all: true, filters: ours })) {
        await docker.getContainer(id).remove({ force: true, v: true });
      }
      for (const { Id: id } of await docker.listNetworks({ filters: ours })) {
        await docker.getNetwork(id).remove();
      }
      await engine.close();
    }, 60_000);

    it('is 95 to 105 percent within 30 s when it burns one core', async () => {
      await run('burner', burn);
      const { State } = await new Dockerode().getContainer(`${deploymentId}-burner`).inspect();
      const leaveLine = putFirstInLine(State.Pid);
      try {
        const read = () => sampler.usageOf({ user: 'burner', server: '' })?.cpuPercent ?? null;
        const shown = await settled(read, 95, 105);
        expect(shown).toBeGreaterThanOrEqual(95);
        expect(shown).toBeLessThanOrEqual(105);
      } finally {
        leaveLine();
        await engine.remove(`${deploymentId}-burner`);
      }
    }, 60_000);

    it('is 300 MB within 5 percent when it holds as much', async () => {
      await run('holder', hold);
      const read = () => sampler.usageOf({ user: 'holder', server: '' })?.memoryBytes ?? null;
      // Python itself takes some 8 MB.
      const shown = await settled(read, 295 * MB, 315 * MB);
      expect(shown).toBeGreaterThanOrEqual(300 * MB * 0.95);
      expect(shown).toBeLessThanOrEqual(300 * MB * 1.05);
    }, 60_000);

    it('is what it sends over its network', async () => {
      await run('talker', talk);
      const read = () => sampler.recent('talker').at(-1)?.reading.networkSent ?? null;
      // Each packet has 42 bytes of headings.
      const shown = await settled(read, 95_000, 115_000);
      expect(shown).toBeGreaterThanOrEqual(95_000);
      expect(shown).toBeLessThanOrEqual(115_000);
    }, 60_000);
  });
} else {
  notWanted('measures real containers');
}
