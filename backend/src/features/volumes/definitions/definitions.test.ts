import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageInfo } from '../../../engine/port.js';
import { createDefinitions, familyOf } from './definitions.js';
import { readVolumesFile } from './volumes-file.js';

const names = { prefix: 'jupyterlab', shared: 'jupyterhub_shared' };

const info = (change: Partial<ImageInfo> = {}): ImageInfo => ({
  id: '1',
  user: '',
  command: [],
  env: {},
  labels: {},
  ...change,
});

describe('the family of an image', () => {
  it.each([
    [
      'a Jupyter image',
      'quay.io/jupyter/base-notebook',
      info({ env: { HOME: '/home/jovyan' } }),
      '/home/jovyan',
    ],
    ['an image that says nothing', 'anything', info(), '/home/jovyan'],
    ['an image with another user', 'own', info({ env: { HOME: '/home/ann' } }), '/home/ann'],
    ['an image that runs as root', 'own', info({ env: { HOME: '/root' } }), '/home/jovyan'],
    ['a stellars image by name', 'stellars/lab:1', info(), '/home'],
    ['a stellars image by its user', 'own', info({ env: { NB_USER: 'lab' } }), '/home'],
  ])('of %s', (_name, image, facts, home) => {
    const definitions = createDefinitions(null, names)(familyOf(image, facts));
    expect(definitions.find(({ name }) => name === 'home')?.mount).toBe(home);
  });
});

describe('the volumes file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'volumes-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const write = (text: string): string => {
    const file = join(directory, 'volumes.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('replaces the built-in volumes', () => {
    const file = write('- { suffix: data, mount: /data/, description: Data, resettable: false }');
    expect(readVolumesFile(file, names)).toEqual([
      {
        name: 'data',
        mount: '/data',
        template: null,
        description: 'Data',
        resettable: false,
        warnBytes: null,
      },
    ]);
  });

  it.each([
    ['a path that is not absolute', '- { suffix: a, mount: data }', /absolute path/],
    ['a path that climbs', '- { suffix: a, mount: /a/../b }', /must not contain/],
    ['the root directory', '- { suffix: a, mount: / }', /taken by the platform/],
    ['the shared volume', '- { suffix: shared, mount: /a }', /shared volume/],
    ['a generation as suffix', '- { suffix: home_g2, mount: /a }', /later generation/],
    [
      'a suffix twice',
      '- { suffix: a, mount: /a }\n- { suffix: a, mount: /b }',
      /entry 2: suffix a is that of entry 1/,
    ],
    ['an unknown key', '- { suffix: a, mount: /a, size: 3 }', /size/],
    ['a size that is none', '- { suffix: a, mount: /a, warnSize: big }', /warnSize must be a size/],
    ['something else than a list', 'suffix: a', /must be a list/],
    ['nothing', '', /PERIJOVE_VOLUMES_FILE/],
  ])('refuses %s in words', (_name, text, texts) => {
    expect(() => readVolumesFile(write(text), names)).toThrow(texts);
  });

  it.each([
    ['jupyterhub-user-{username}', 'jupyterhub-user-', '', 'username'],
    ['course-{safe_username}_work', 'course-', '_work', 'username'],
    ['jupyterhub-user-{legacy_username}', 'jupyterhub-user-', '', 'legacy_username'],
    ['jupyterlab-user-{username}', 'jupyterlab-user-', '', 'username'],
  ])('takes the name %s', (name, before, after, escape) => {
    const file = write(`- { suffix: work, mount: /home/jovyan/work, name: '${name}' }`);
    expect(readVolumesFile(file, names)).toMatchObject([{ template: { before, after, escape } }]);
  });

  it('needs no word about the name that a volume has anyway', () => {
    const file = write("- { suffix: work, mount: /w, name: 'jupyterlab-{username}_work' }");
    expect(readVolumesFile(file, names)).toMatchObject([{ template: null }]);
  });

  it.each([
    ['that is the same for all users', ['course-data'], /one \{username\}/],
    ['with nothing before the user', ['{username}'], /something before it/],
    ['whose user could spell another word', ['hub{username}'], /ends with _ \. or -/],
    ['with something else to fill in', ['{prefix}-{username}'], /one \{username\}/],
    ['of a server', ['lab-{username}-{servername}'], /one \{username\}/],
    ['as users may not spell it', ['lab-{raw_username}'], /one \{username\}/],
    ['with the user twice', ['lab-{username}-{username}'], /one \{username\}/],
    ['that is a path', ['/srv/{username}'], /one \{username\}/],
    ['that climbs', ['../x-{username}'], /one \{username\}/],
    ['of the platform', ['perijove-lab-{username}'], /taken by the platform/],
    ['that could begin like the platform', ['p-{username}', 'perijove-{username}'], /taken by/],
    ['that can be the shared volume', ['jupyterhub_{username}'], /can be jupyterhub_shared/],
    ['that can be one without a name', ['jupyterlab-{username}_x'], /PERIJOVE_VOLUME_PREFIX/],
    ['that can be a later one', ['jupyterlab-{legacy_username}'], /PERIJOVE_VOLUME_PREFIX/],
    ['twice', ['lab-{username}', 'lab-{username}'], /another user's by lab-/],
    ['that meets another', ['lab-{username}-data', 'lab-x-{username}'], /another user's by lab-/],
  ])('refuses a name %s', (_what, templates, texts) => {
    const rows = templates.map(
      (name, index) => `- { suffix: v${index}, mount: /v${index}, name: '${name}' }`,
    );
    expect(() => readVolumesFile(write(rows.join('\n')), names)).toThrow(texts);
  });

  it('warns from a size of its own', () => {
    const file = write('- { suffix: data, mount: /data, warnSize: 20G }');
    expect(readVolumesFile(file, names)).toMatchObject([{ warnBytes: 20 * 1024 ** 3 }]);
  });

  it('tells all that is wrong with it at once, and where', () => {
    const file = write(
      '- { suffix: A, mount: data }\n- { suffix: b, mount: /b }\n- { suffix: c, mount: /b, x: 1 }\n- { suffix: b, mount: /d }',
    );
    expect(() => readVolumesFile(file, names)).toThrow(
      /entry 1: suffix [\s\S]*entry 1: mount [\s\S]*entry 3: .*"x"[\s\S]*entry 4: suffix b is that of entry 2/,
    );
  });

  it('that is missing stops the start in words', () => {
    expect(() => readVolumesFile('/no/such/file', names)).toThrow(
      /PERIJOVE_VOLUMES_FILE .* cannot be read/,
    );
  });
});
