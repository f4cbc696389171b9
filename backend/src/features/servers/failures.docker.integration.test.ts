import Dockerode from 'dockerode';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { english } from '../../../test/helpers/english.js';
import { openStranger } from '../../../test/helpers/hostile-server.js';
import {
  cleanUp,
  environmentOf,
  eventually,
  read,
  requestOf,
  setUp,
} from '../../../test/helpers/servers-docker.js';

const RIGHTS = { canExtend: true };

/** A server that answers, and takes all memory when it is asked to. */
const HUNGRY = `
import http.server, subprocess, sys
EAT = '[bytearray(16 * 1024 * 1024) for _ in range(64)]'
class Lab(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        if self.path.endswith('/eat'):
            eval(EAT)
        if self.path.endswith('/kernel'):
            self.wfile.write(str(subprocess.run([sys.executable, '-c', EAT]).returncode).encode())
http.server.HTTPServer(('', 8888), Lab).serve_forever()
`;
import { notWanted, wanted } from '../../../test/helpers/real-docker.js';

if (wanted) {
  jest.setTimeout(120_000);

  /** A start with this command, its last line, and what is left afterwards. */
  const tryStart = async (settings: Record<string, string>, ...command: string[]) => {
    const { deploymentId, user, engine, start } = setUp(settings);
    const booted = start();
    try {
      const request = requestOf(user, command.length > 0 ? { command } : {});
      const last = (await read(booted.servers.spawner.spawn(user, '', request))).at(-1);
      const view = english(booted.servers.view(user, '', RIGHTS));
      const log = await booted.servers.logs(user, '', 10).catch(() => []);
      const left = (
        await new Dockerode().listContainers({
          all: true,
          filters: { label: [`perijove.deployment=${deploymentId}`] },
        })
      ).length;
      await booted.servers.close();
      return { last, view, log, left };
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  };

  it('a lab that ends at once is quoted, keeps its log, and leaves nothing behind', async () => {
    const script = 'echo looking around; echo "no module named jupyterhub" >&2; exit 3';
    const { last, view, log, left } = await tryStart({}, 'sh', '-c', script);
    expect(last).toMatchObject({
      failed: { code: 'lab_exited', message: expect.stringContaining('with code 3') },
    });
    expect(view).toMatchObject({
      phase: 'failed',
      hasLog: true,
      failure: { message: expect.stringContaining('no module named jupyterhub') },
    });
    expect(log).toContain('looking around');
    expect(left).toBe(0);
  });

  it('a registry that listens hears which image is wanted, and nothing that is secret', async () => {
    const secrets = ['the-token-of-the-lab', 'the-key-of-the-user'];
    const registry = await openStranger(secrets, ({ url = '' }, response) => {
      response.writeHead(url === '/v2/' ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
    });
    const image = `${new URL(registry.url).host}/lab:1`;
    const { deploymentId, user, engine, start } = setUp({ JUPYTERHUB_NOTEBOOK_IMAGE: image });
    const booted = start();
    try {
      const env = { JUPYTERHUB_API_TOKEN: 'the-token-of-the-lab', KEY: 'the-key-of-the-user' };
      const lines = await read(booted.servers.spawner.spawn(user, '', requestOf(user, { env })));
      expect(lines.at(-1)).toMatchObject({ failed: { code: 'image_not_found' } });
      expect(registry.heard.map(({ url }) => url)).toContain('/v2/lab/manifests/1');
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
    await registry.close();
  });

  it('a lab whose port is taken says so', async () => {
    const script = 'echo "OSError: [Errno 98] Address already in use" >&2; exit 1';
    const { last, left } = await tryStart({}, 'sh', '-c', script);
    expect(last).toMatchObject({ failed: { code: 'port_in_use' } });
    expect(left).toBe(0);
  });

  it('a lab that needs more memory than it may have says so', async () => {
    const { last, left } = await tryStart(
      { PERIJOVE_LAB_MEMORY_LIMIT: '48M' },
      'python3',
      '-c',
      'eaten = [bytearray(16 * 1024 * 1024) for _ in range(64)]',
    );
    expect(last).toEqual({
      failed: {
        code: 'out_of_memory',
        message: 'The server ran out of memory while it started.',
      },
    });
    expect(left).toBe(0);
  });

  it('a command that the image does not have is named', async () => {
    const { last, left } = await tryStart({}, 'no-such-program');
    expect(last).toMatchObject({
      failed: { message: expect.stringContaining('no-such-program') },
    });
    expect(left).toBe(0);
  });

  it('an image that its registry does not know is named, with what to do', async () => {
    // Docker talks plainly to registries of this machine.
    const registry = createServer((request, answer) => {
      answer.setHeader('docker-distribution-api-version', 'registry/2.0');
      if (request.url === '/v2/') answer.end('{}');
      else {
        const unknown = { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] };
        answer.setHeader('content-type', 'application/json');
        answer.writeHead(404).end(JSON.stringify(unknown));
      }
    });
    await new Promise<void>(resolve => registry.listen(0, '127.0.0.1', resolve));
    const { port } = registry.address() as AddressInfo;
    const image = `127.0.0.1:${port}/perijove/no-such-image:ever`;
    try {
      const { last, left } = await tryStart({ JUPYTERHUB_NOTEBOOK_IMAGE: image });
      expect(last).toEqual({
        failed: {
          code: 'image_not_found',
          message: `The image ${image} was not found, or its registry wants a login. Check its name, or bring it to this machine with docker pull.`,
        },
      });
      expect(left).toBe(0);
    } finally {
      registry.closeAllConnections();
      registry.close();
    }
  });

  it('an image that is not here and whose registry does not answer is told as such', async () => {
    // Nothing listens on the port that is for throwing things away.
    const image = '127.0.0.1:9/perijove/no-such-image:ever';
    const { last, left } = await tryStart({ JUPYTERHUB_NOTEBOOK_IMAGE: image });
    expect(last).toEqual({
      failed: {
        code: 'image_unavailable',
        message: `The server could not be started. The image ${image} is not on this machine, and its registry does not answer. Bring it here with docker pull or docker load, or try again later.`,
      },
    });
    expect(left).toBe(0);
  });

  it('a running lab that is killed for want of memory is told as such', async () => {
    const { deploymentId, user, engine, start } = setUp({ PERIJOVE_LAB_MEMORY_LIMIT: '48M' });
    const booted = start();
    try {
      const request = requestOf(user, { command: ['python3', '-c', HUNGRY] });
      const last = (await read(booted.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready');
      await fetch(`${booted.servers.queries.row(user, '')?.url ?? ''}/eat`).catch(() => undefined);
      await eventually(async () => {
        await booted.servers.reconcileOnce();
        return booted.servers.view(user, '', RIGHTS).phase === 'failed';
      });
      expect(english(booted.servers.view(user, '', RIGHTS))).toMatchObject({
        failure: { code: 'out_of_memory', message: expect.stringContaining('ran out of memory') },
      });
      expect(await engine.list()).toEqual([]);
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });

  it('a kernel that is killed for want of memory is told of, and the lab lives on', async () => {
    const { deploymentId, user, engine, start } = setUp({ PERIJOVE_LAB_MEMORY_LIMIT: '48M' });
    const booted = start();
    try {
      const news: unknown[] = [];
      booted.bus.on('server.memory_full', event => news.push(event));
      await booted.servers.startReconciling();
      const request = requestOf(user, { command: ['python3', '-c', HUNGRY] });
      const last = (await read(booted.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready');
      const answer = await fetch(`${booted.servers.queries.row(user, '')?.url ?? ''}/kernel`);
      expect(await answer.text()).toBe('-9');
      await eventually(() => Promise.resolve(news.length > 0));
      expect(news).toEqual([
        expect.objectContaining({ user, server: '', limitBytes: 48 * 1024 * 1024 }),
      ]);
      expect(booted.servers.queries.row(user, '')?.phase).toBe('running');
      expect((await fetch(`${booted.servers.queries.row(user, '')?.url ?? ''}/api`)).status).toBe(
        200,
      );
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });

  it('a lab that was to have a GPU starts without one where there is none', async () => {
    const { deploymentId, user, engine, start } = setUp({ JUPYTERHUB_GPU_ENABLED: '1' });
    const booted = start();
    try {
      await booted.gpu.check();
      expect(booted.gpu.state()).toMatchObject({ enabled: true, detected: false });
      const lines = await read(booted.servers.spawner.spawn(user, '', requestOf(user)));
      expect(lines.at(-1)).toHaveProperty('ready');
      const words = lines.map(line => ('progress' in line ? line.progress.message : ''));
      expect(words).toContain('No GPU can be had now; starting without one');
      const labs = await engine.list();
      expect(labs).toHaveLength(1);
      expect(await environmentOf(labs[0]?.id ?? '')).toMatchObject({
        ENABLE_GPU_SUPPORT: '0',
        NVIDIA_DETECTED: '0',
      });
      // Docker says it in other words since it asks for devices in another way.
      expect(english(booted.gpu.state()).reason).toMatch(
        /could not select device driver|discover GPU vendor/,
      );
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });
} else {
  notWanted('real labs fail in words');
}
