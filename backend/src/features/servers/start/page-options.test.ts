import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherHost, PAGE_OPTIONS_TARGET, writePageOptions } from './page-options.js';
import { labName } from '../names.js';
import { boot, createWorld, finish, spawnRequest } from '../../../../test/helpers/servers.js';

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

  it('lie where Jupyter reads them, and are written again only when they change', () => {
    const page = join(folder, 'labconfig', 'page_config.json');
    const server = join(folder, 'jupyter_server_config.json');
    const options = { perijoveUrl: PAGES, frameAncestors: [] };
    expect(writePageOptions(folder, options)).toBe(folder);
    expect(JSON.parse(readFileSync(page, 'utf8'))).toEqual({ perijoveUrl: PAGES });
    expect(existsSync(server)).toBe(false);
    const { mtimeMs } = statSync(page);
    writePageOptions(folder, options);
    expect(statSync(page).mtimeMs).toBe(mtimeMs);
    const frameAncestors = ['https://lms.example.org'];
    writePageOptions(folder, { perijoveUrl: null, frameAncestors });
    expect(existsSync(page)).toBe(false);
    expect(readFileSync(server, 'utf8')).toContain('frame-ancestors https://lms.example.org');
    expect(writePageOptions(folder, { perijoveUrl: null, frameAncestors: [] })).toBeNull();
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

  it('reach labs that another site may show in a frame', async () => {
    const world = createWorld();
    const env = { PERIJOVE_FRAME_ANCESTORS: 'https://lms.example.org' };
    const { servers } = boot(world, env, { pageOptionsDir: folder });
    await finish(world, servers.spawner.spawn('alice', '', spawnRequest()));
    const spec = world.engine.specOf(labName('test', 'alice', ''));
    expect(spec?.env.JUPYTER_CONFIG_PATH).toBe(PAGE_OPTIONS_TARGET);
  });
});
