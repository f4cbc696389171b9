import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from './config/data-folder.js';
import { loadConfig } from './config/load.js';
import { openConfiguredEngine } from './open-engine.js';
import { systemClock } from './lib/clock.js';
import { silentLogger } from './lib/logger.js';

describe('a Docker over the network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perijove-open-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const warnings = async (host: string, more: Record<string, string> = {}): Promise<string[]> => {
    const env = { PERIJOVE_DATA: folder, PERIJOVE_ENGINE: 'docker', ...more };
    const loaded = loadConfig({ ...env, PERIJOVE_DOCKER_HOST: host });
    if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
    const log = silentLogger();
    const warn = jest.spyOn(log, 'warn');
    const opened = await openConfiguredEngine({
      config: loaded.config,
      env: more,
      data: openDataFolder(folder),
      deploymentId: 'd1',
      clock: systemClock,
      log,
    });
    await opened.engine.close();
    return warn.mock.calls.map(([text]) => String(text));
  };

  it('without TLS is warned about at the start', async () => {
    // Nobody answers there; a Docker that is asked for by name may come later.
    const [warning, ...others] = await warnings('tcp://perijove-nowhere.invalid:2375');
    expect(warning).toContain('http://perijove-nowhere.invalid:2375 without TLS');
    expect(others).toEqual([]);
  });

  it.each([
    ['tcp://perijove-nowhere.invalid:2376', {}],
    ['tcp://perijove-nowhere.invalid:2375', { DOCKER_TLS_VERIFY: '1' }],
    ['tcp://127.0.0.1:9', {}],
    ['unix:///no/such/docker.sock', {}],
  ])('is no reason to warn at %s %j', async (host, more) => {
    expect(await warnings(host, more)).toEqual([]);
  });
});
