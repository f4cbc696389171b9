import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherHost, PAGE_OPTIONS_TARGET, writePageOptions } from './page-options.js';
import { labName } from './names.js';
import { boot, createWorld, finish, spawnRequest } from './rig.testkit.js';

const PAGES = 'https://perijove--service.hub.example.org/base/services/perijove/';

describe('the options of lab pages', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'perijove-page-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are needed where the hub names a host of its own for us, and only there', () => {
    expect(otherHost({ PERIJOVE_URL: PAGES })).toBe(PAGES);
    for (const PERIJOVE_URL of ['/services/perijove/', '', 'javascript:alert(1)', 'https://']) {
      expect(otherHost({ PERIJOVE_URL })).toBeNull();
    }
    expect(otherHost({})).toBeNull();
  });

  it('lie where JupyterLab reads them, and are written again only when they change', () => {
    const file = join(folder, 'labconfig', 'page_config.json');
    expect(writePageOptions(folder, PAGES)).toBe(folder);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ perijoveUrl: PAGES });
    const { mtimeMs } = statSync(file);
    writePageOptions(folder, PAGES);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    writePageOptions(folder, 'https://other.example.org/');
    expect(readFileSync(file, 'utf8')).toContain('other.example.org');
  });

  it('reach every lab of a hub with many hosts, whichever image it runs', async () => {
    const world = createWorld();
    const { servers } = boot(world, {}, { pageOptionsDir: folder });
    const start = async (user: string, more: Record<string, string>) => {
      const request = spawnRequest();
      await finish(
        world,
        servers.spawner.spawn(user, '', { ...request, env: { ...request.env, ...more } }),
      );
      const spec = world.engine.specOf(labName('test', user, ''));
      return spec?.mounts.filter(({ target }) => target === PAGE_OPTIONS_TARGET).length;
    };
    expect(await start('alice', { PERIJOVE_URL: PAGES })).toBe(1);
    expect(await start('bob', {})).toBe(0);
  });
});
