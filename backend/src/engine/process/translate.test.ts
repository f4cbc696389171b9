import type { LabSpec } from '../port.js';
import { launchOf, realPath, type LaunchContext } from './translate.js';

const mappings = [
  { target: '/home/jovyan', real: '/data/volumes/home' },
  { target: '/home/jovyan/work', real: '/data/volumes/work' },
  { target: '/opt/perijove/share', real: '/data/content/x' },
];

const spec: LabSpec = {
  name: 'lab',
  user: 'ada',
  server: '',
  image: '',
  command: ['jupyterhub-singleuser', '--notebook-dir=/home/jovyan/work'],
  env: {},
  workingDir: '/home/jovyan/work/deep',
  homeTarget: '/home/jovyan',
  mounts: [],
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  port: 8888,
  specHash: '',
};

const context: LaunchContext = {
  mappings,
  port: 40_000,
  binDir: '/env/bin',
  backendEnv: { PATH: '/usr/bin', LANG: 'C.UTF-8', JUPYTERHUB_API_TOKEN: 'secret', LC_ALL: 'C' },
  root: false,
  fallbackHome: '/data/labs/lab/home',
};

const launch = (env: Record<string, string>, more: Partial<LaunchContext> = {}) =>
  launchOf({ ...spec, env }, { ...context, ...more });

describe('a lab in terms of this machine', () => {
  it('starts at its own port, in its own directories', () => {
    const { command, env, home, workingDir } = launch({
      JUPYTERHUB_SERVICE_URL: 'http://0.0.0.0:8888/user/ada/',
    });
    expect(command).toEqual(['jupyterhub-singleuser', '--notebook-dir=/data/volumes/work']);
    expect(env.JUPYTERHUB_SERVICE_URL).toBe('http://127.0.0.1:40000/user/ada/');
    expect(env.HOME).toBe('/data/volumes/home');
    expect(home).toBe('/data/volumes/home');
    expect(workingDir).toBe('/data/volumes/work/deep');
  });

  it('finds mounted paths wherever they begin in a value', () => {
    const { env } = launch({
      JUPYTER_PATH: '/opt/perijove/share:/usr/share/jupyter',
      DOCKER_NOTEBOOK_DIR: '/home/jovyan/work',
      JUPYTERHUB_ROOT_DIR: '/home/jovyan/work',
      TWO: 'a=/home/jovyan/x,/home/jovyan/work',
    });
    expect(env).toMatchObject({
      JUPYTER_PATH: '/data/content/x:/usr/share/jupyter',
      DOCKER_NOTEBOOK_DIR: '/data/volumes/work',
      JUPYTERHUB_ROOT_DIR: '/data/volumes/work',
      TWO: 'a=/data/volumes/home/x,/data/volumes/work',
    });
  });

  it('leaves alone what only looks like one', () => {
    const values = {
      OTHER: '/home/jovyanna',
      ADDRESS: 'http://host/home/jovyan',
      JUPYTERHUB_SERVICE_PREFIX: '/home/jovyan/',
    };
    expect(launch(values).env).toMatchObject(values);
  });

  it('takes language and time from the backend, and none of its secrets', () => {
    const { env } = launch({ LANG: 'de_DE.UTF-8' });
    expect(env).toMatchObject({ LANG: 'de_DE.UTF-8', LC_ALL: 'C', PATH: '/env/bin:/usr/bin' });
    expect(env).not.toHaveProperty('JUPYTERHUB_API_TOKEN');
  });

  it('ignores the PATH of an image', () => {
    expect(launch({ PATH: '/opt/conda/bin' }, { binDir: null }).env.PATH).toBe('/usr/bin');
  });

  it('tells servers that root is meant, once, and only them', () => {
    const command = (all: string[]) =>
      launchOf({ ...spec, command: all }, { ...context, root: true }).command;
    expect(command(['jupyterhub-singleuser'])).toEqual(['jupyterhub-singleuser', '--allow-root']);
    expect(command(['/x/jupyterhub-singleuser', '--allow-root'])).toHaveLength(2);
    expect(command(['python3', 'server.py'])).toEqual(['python3', 'server.py']);
  });

  it('has a home even when none is mounted', () => {
    expect(launch({}, { mappings: [] })).toMatchObject({
      home: '/data/labs/lab/home',
      workingDir: null,
    });
  });
});

describe('the real place of a path', () => {
  it.each([
    ['/home/jovyan', '/data/volumes/home'],
    ['/home/jovyan/', '/data/volumes/home'],
    ['/home/jovyan/a/b', '/data/volumes/home/a/b'],
    ['/home/jovyan/work/b', '/data/volumes/work/b'],
    ['/home/jovyanna', null],
    ['/', null],
  ])('%s is %s', (path, real) => {
    expect(realPath(path, mappings)).toBe(real);
  });
});
