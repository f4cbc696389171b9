import type { SpawnRequest } from '@perijove/contracts';
import fc from 'fast-check';
import { PAGE_OPTIONS_TARGET } from './page-options.js';
import { buildSpec, EXTENSIONS_TARGET, type SpecInput } from './spec.js';

const input: SpecInput = {
  lab: 'perijove-test-alice',
  user: 'alice',
  server: '',
  request: {
    env: { JUPYTERHUB_API_TOKEN: 'secret', JUPYTERHUB_USER: 'alice' },
    command: ['jupyterhub-singleuser'],
    args: [],
    image: null,
    limits: { cpuCores: null, memoryBytes: null },
    options: {},
    groups: [],
    groupSettings: {},
    admin: false,
    userCreated: null,
    displayName: null,
    port: 8888,
    startTimeoutSeconds: 300,
  },
  settings: {
    image: 'lab:1',
    limits: { cpuCores: 2, memoryBytes: 1024, pids: 4096 },
    notebookDir: null,
    timeZone: 'Europe/Berlin',
    auxScriptsPath: '/mnt/shared/start-platform.d',
    tfLogLevel: '3',
    perijoveUrl: '/services/perijove/',
    frameAncestors: [],
    services: { MLFLOW: true, TENSORBOARD: false },
    gpu: { enabled: false, detected: false },
    icons: { main: '/services/perijove/branding/logo', splash: null },
  },
  image: {
    id: 'sha256:1',
    user: 'jovyan',
    command: ['start-notebook.py'],
    env: { JUPYTER_PATH: '/opt/own' },
    labels: {},
  },
  mounts: [
    { volume: 'jupyterlab-alice_workspace', target: '/home/jovyan/work', readOnly: false },
    { volume: 'jupyterlab-alice_home', target: '/home/jovyan', readOnly: false },
  ],
  homeTarget: '/home/jovyan',
  workspaceTarget: '/home/jovyan/work',
  extensionsVolume: 'perijove-lab-abc',
  scriptsVolume: null,
  pageOptionsVolume: null,
};

const withRequest = (request: Partial<SpawnRequest>): SpecInput => ({
  ...input,
  request: { ...input.request, ...request },
});

const anyRequest: fc.Arbitrary<Partial<SpawnRequest>> = fc.record({
  env: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('PRIVILEGED', 'DOCKER_HOST', 'NB_USER', 'TZ')),
    fc.string(),
  ),
  options: fc.dictionary(
    fc.oneof(
      fc.string(),
      fc.constantFrom('privileged', 'hostMounts', 'mounts', 'image', 'volumes', 'binds'),
    ),
    fc.anything(),
  ),
  command: fc.array(fc.string(), { minLength: 1 }),
  groups: fc.array(
    fc
      .oneof(fc.string(), fc.constantFrom('docker', 'docker-sock ', 'Docker-Privileged', 'admin'))
      .filter(group => group !== 'docker-sock' && group !== 'docker-privileged'),
  ),
  admin: fc.boolean(),
});

describe('the spec of a lab', () => {
  it('is never privileged and never has a path of the host, whatever a user sends', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const spec = buildSpec(withRequest(request));
        expect(spec.privileged).toBe(false);
        expect(spec.hostMounts).toEqual([]);
        expect(spec.image).toBe('lab:1');
        expect(spec.limits).toEqual(input.settings.limits);
        expect(spec.mounts.every(mount => !mount.volume.startsWith('/'))).toBe(true);
      }),
    );
  });

  it.each([
    [['start.sh', 'lab'], [], ['start.sh', 'lab']],
    [['start.sh'], ['--allow-root'], ['start.sh', '--allow-root']],
    [[], ['--allow-root'], ['start-notebook.py', '--allow-root']],
    [[], [], []],
  ])('runs %j with the arguments %j as %j', (command, args, expected) => {
    expect(buildSpec(withRequest({ command, args })).command).toEqual(expected);
  });

  it('gives the Docker socket to members of docker-sock only', () => {
    const spec = buildSpec(withRequest({ groups: ['docker-sock'] }));
    expect(spec.hostMounts).toEqual([
      { source: '/var/run/docker.sock', target: '/var/run/docker.sock' },
    ]);
    expect(spec.privileged).toBe(false);
  });

  it('is privileged for members of docker-privileged only', () => {
    const spec = buildSpec(withRequest({ groups: ['docker-privileged'] }));
    expect(spec.privileged).toBe(true);
    expect(spec.hostMounts).toEqual([]);
  });

  it('is the same for the same input, and its hash tells any difference', () => {
    expect(buildSpec(input)).toEqual(buildSpec(structuredClone(input)));
    const other = buildSpec(withRequest({ env: { JUPYTERHUB_API_TOKEN: 'other' } }));
    expect(other.specHash).not.toBe(buildSpec(input).specHash);
    const newer = buildSpec({ ...input, image: { ...input.image, id: 'sha256:2' } });
    expect(newer.specHash).not.toBe(buildSpec(input).specHash);
  });

  it('mounts parents before what lies inside them', () => {
    const targets = buildSpec(input).mounts.map(mount => mount.target);
    expect(targets.indexOf('/home/jovyan')).toBeLessThan(targets.indexOf('/home/jovyan/work'));
  });
});

describe('the environment of a lab', () => {
  const { env } = buildSpec(input);

  it('keeps what the hub says and adds what every lab receives', () => {
    expect(env).toMatchObject({
      JUPYTERHUB_API_TOKEN: 'secret',
      ENABLE_SERVICE_MLFLOW: '1',
      ENABLE_SERVICE_TENSORBOARD: '0',
      ENABLE_GPU_SUPPORT: '0',
      ENABLE_GPUSTAT: '0',
      NVIDIA_DETECTED: '0',
      TZ: 'Europe/Berlin',
      JUPYTERLAB_TIMEZONE: 'Europe/Berlin',
      JUPYTERLAB_MAIN_ICON_URI: '/services/perijove/branding/logo',
      JUPYTERLAB_SPLASH_ICON_URI: '',
      PERIJOVE_URL: '/services/perijove/',
      TF_CPP_MIN_LOG_LEVEL: '3',
    });
  });

  it("finds the platform's extensions beside the image's own", () => {
    expect(env.JUPYTER_PATH).toBe(`/opt/own:${EXTENSIONS_TARGET}`);
  });

  it('takes no configuration of ours where all have one host', () => {
    expect(env).not.toHaveProperty('JUPYTER_CONFIG_PATH');
  });

  it('tells pages and programs where Perijove is when labs have hosts of their own', () => {
    const PERIJOVE_URL = 'https://perijove--service.hub.example.org/services/perijove/';
    const spec = buildSpec({
      ...withRequest({ env: { PERIJOVE_URL } }),
      image: { ...input.image, env: { JUPYTER_CONFIG_PATH: '/opt/own/etc' } },
      pageOptionsVolume: 'perijove-page-abc',
    });
    expect(spec.env).toMatchObject({
      PERIJOVE_URL,
      // A path alone would lead to the lab.
      JUPYTERLAB_MAIN_ICON_URI: `${PERIJOVE_URL}branding/logo`,
      JUPYTERLAB_SPLASH_ICON_URI: '',
      // What the image says of its pages comes first.
      JUPYTER_CONFIG_PATH: `/opt/own/etc:${PAGE_OPTIONS_TARGET}`,
    });
    expect(spec.mounts).toContainEqual({
      volume: 'perijove-page-abc',
      target: PAGE_OPTIONS_TARGET,
      readOnly: true,
    });
  });

  it('opens the lab in the workspace, or where the administrator says', () => {
    expect(env.JUPYTERHUB_ROOT_DIR).toBe('/home/jovyan/work');
    const settings = { ...input.settings, notebookDir: '/data' };
    expect(buildSpec({ ...input, settings }).env.JUPYTERHUB_ROOT_DIR).toBe('/data');
  });

  it('lets no setting of ours change whose lab it is', () => {
    expect(env.JUPYTERHUB_USER).toBe('alice');
  });
});
