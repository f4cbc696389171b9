import fc from 'fast-check';
import type { LabSpec } from '../../port.js';
import { LAB_CAPABILITIES, labRecipe } from './container-config.js';

const context = { deploymentId: 'd1', networkName: 'labs', socketGroups: [] };

const spec: LabSpec = {
  name: 'lab-ada',
  user: 'ada',
  server: 'gpu',
  image: 'stock:1',
  command: ['jupyterhub-singleuser', '--debug'],
  env: { JUPYTERHUB_SERVICE_URL: 'http://127.0.0.1:1234/user/ada/', A: '1=2' },
  workingDir: '/home/jovyan/work',
  homeTarget: '/home/jovyan',
  mounts: [{ volume: 'v', target: '/home/jovyan', readOnly: false }],
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  port: 8888,
  specHash: 'one',
};

const text = fc.string({ minLength: 1, maxLength: 12 });
const anySpec: fc.Arbitrary<LabSpec> = fc.record({
  name: text,
  user: text,
  server: fc.string(),
  image: text,
  command: fc.array(fc.string(), { maxLength: 4 }),
  env: fc.dictionary(text, fc.string(), { maxKeys: 5 }),
  workingDir: fc.option(text),
  homeTarget: text,
  mounts: fc.array(fc.record({ volume: text, target: text, readOnly: fc.boolean() }), {
    maxLength: 4,
  }),
  hostMounts: fc.array(fc.record({ source: text, target: text }), { maxLength: 3 }),
  privileged: fc.boolean(),
  gpu: fc.boolean(),
  limits: fc.record({
    cpuCores: fc.option(fc.double({ min: 0.1, max: 64, noNaN: true })),
    memoryBytes: fc.option(fc.integer({ min: 1 })),
    pids: fc.option(fc.integer({ min: 1 })),
  }),
  port: fc.integer({ min: 1, max: 65_535 }),
  specHash: text,
});

describe('the recipe of a container', () => {
  it('says what the spec says', () => {
    expect(labRecipe(spec, context)).toEqual({
      Image: 'stock:1',
      Cmd: ['jupyterhub-singleuser', '--debug'],
      Env: ['JUPYTERHUB_SERVICE_URL=http://0.0.0.0:8888/user/ada/', 'A=1=2'],
      WorkingDir: '/home/jovyan/work',
      Labels: {
        'perijove.deployment': 'd1',
        'perijove.lab': '1',
        'perijove.user': 'ada',
        'perijove.server': 'gpu',
        'perijove.spec': 'one',
        'perijove.image': 'stock:1',
        'perijove.port': '8888',
      },
      StopTimeout: 30,
      Healthcheck: { Test: ['NONE'] },
      HostConfig: {
        Init: true,
        NetworkMode: 'labs',
        RestartPolicy: { Name: 'no' },
        AutoRemove: false,
        LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } },
        Privileged: false,
        SecurityOpt: ['no-new-privileges'],
        CapDrop: ['ALL'],
        CapAdd: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID'],
        Mounts: [{ Type: 'volume', Source: 'v', Target: '/home/jovyan', ReadOnly: false }],
      },
    });
  });

  it('leaves command and directory to the image when the spec does', () => {
    const recipe = labRecipe({ ...spec, command: [], workingDir: null }, context);
    expect(recipe).not.toHaveProperty('Cmd');
    expect(recipe).not.toHaveProperty('WorkingDir');
  });

  it('sets the limits that there are', () => {
    const limits = { cpuCores: 1.5, memoryBytes: 1e9, pids: 100 };
    expect(labRecipe({ ...spec, limits }, context).HostConfig).toMatchObject({
      NanoCpus: 1_500_000_000,
      Memory: 1e9,
      MemorySwap: 1e9,
      PidsLimit: 100,
    });
  });

  it('asks for every GPU when the spec wants one', () => {
    expect(labRecipe({ ...spec, gpu: true }, context).HostConfig?.DeviceRequests).toEqual([
      { Driver: '', Count: -1, Capabilities: [['gpu']] },
    ]);
  });

  it('mounts a socket of the host together with the group that may use it', () => {
    const hostMounts = [{ source: '/var/run/docker.sock', target: '/var/run/docker.sock' }];
    const host = labRecipe({ ...spec, hostMounts }, { ...context, socketGroups: [998] }).HostConfig;
    expect(host?.Mounts?.at(-1)).toEqual({
      Type: 'bind',
      Source: '/var/run/docker.sock',
      Target: '/var/run/docker.sock',
    });
    expect(host?.GroupAdd).toEqual(['998']);
  });

  it('never grants more than the spec, whatever the spec', () => {
    fc.assert(
      fc.property(anySpec, any => {
        const recipe = labRecipe(any, context);
        const host = recipe.HostConfig ?? {};
        expect(host.Privileged).toBe(any.privileged);
        expect(host.SecurityOpt).toEqual(any.privileged ? [] : ['no-new-privileges']);
        const binds = (host.Mounts ?? []).filter(mount => mount.Type === 'bind');
        expect(binds.map(mount => mount.Source)).toEqual(any.hostMounts.map(mount => mount.source));
        expect(host).not.toHaveProperty('Binds');
        expect([host.CapDrop, host.CapAdd]).toEqual(
          any.privileged ? [undefined, undefined] : [['ALL'], LAB_CAPABILITIES],
        );
        expect(host).not.toHaveProperty('PidMode');
        expect(host).not.toHaveProperty('IpcMode');
        expect(host).not.toHaveProperty('Devices');
        expect(host).not.toHaveProperty('PortBindings');
        expect(recipe).not.toHaveProperty('User');
        expect(host.NetworkMode).toBe('labs');
        expect('DeviceRequests' in host).toBe(any.gpu);
        expect(recipe.Labels?.['perijove.deployment']).toBe('d1');
      }),
    );
  });
});
