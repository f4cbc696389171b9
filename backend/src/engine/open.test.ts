import { inEnglish } from '../lib/catalog.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../lib/clock.js';
import { silentLogger } from '../lib/logger.js';
import { expectFailure } from '../../test/engine-contract/tools.js';
import { startDaemon, type ScriptedDaemon } from '../../test/fakes/docker/daemon.js';
import { openEngine } from './open.js';

describe('choosing an engine', () => {
  let dataDir: string;
  let daemon: ScriptedDaemon | null = null;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'perijove-open-'));
  });
  afterEach(async () => {
    await daemon?.close();
    daemon = null;
    await rm(dataDir, { recursive: true, force: true });
  });

  const choose = (kind: 'auto' | 'docker' | 'process', host: string) => {
    const common = { clock: systemClock, log: silentLogger() };
    return openEngine({
      kind,
      env: { DOCKER_HOST: host },
      docker: { deploymentId: 'd1', networkName: 'net', isolation: null, ...common },
      process: { dataDir, env: process.env, ...common },
    });
  };
  const nowhere = 'unix:///no/such/docker.sock';

  it('takes Docker when it answers', async () => {
    daemon = await startDaemon();
    const opened = await choose('auto', `unix://${daemon.socketPath}`);
    expect(opened.kind).toBe('docker');
    expect(inEnglish(opened.reason)).toContain(daemon.socketPath);
    await opened.engine.close();
  });

  it('takes local processes when it does not, and says why', async () => {
    const opened = await choose('auto', nowhere);
    expect(opened.kind).toBe('process');
    expect(inEnglish(opened.reason)).toContain('/no/such/docker.sock');
    expect(inEnglish(opened.reason)).toContain('Is it running?');
  });

  it('takes local processes when asked, whatever answers', async () => {
    daemon = await startDaemon();
    expect((await choose('process', `unix://${daemon.socketPath}`)).kind).toBe('process');
    expect(daemon.requests).toEqual([]);
  });

  it('waits for a Docker that was asked for and is not up yet', async () => {
    const opened = await choose('docker', nowhere);
    expect(opened.kind).toBe('docker');
    expect(inEnglish(opened.reason)).toContain('yet');
    await expectFailure(opened.engine.list(), 'unavailable');
    await opened.engine.close();
  });

  it('refuses a Docker that will never do', async () => {
    daemon = await startDaemon({ ApiVersion: '1.30' });
    await expectFailure(choose('docker', `unix://${daemon.socketPath}`), 'invalid');
    await expectFailure(choose('docker', 'ssh://somewhere'), 'invalid');
  });
});
