import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { systemClock } from '../../../lib/clock.js';
import { silentLogger } from '../../../lib/logger.js';
import { TINY, notWanted, wanted } from '../../../../test/helpers/real-docker.js';
import { connectionFromEnv } from '../client/connection.js';
import { createDockerEngine, type DockerEngine } from '../engine.js';

if (wanted) {
  jest.setTimeout(120_000);
  const docker = new Dockerode();

  /** Whether a TCP port opens, asked from inside a container. */
  const opens = async (container: string, host: string, port: number): Promise<boolean> => {
    const script = `import socket; socket.create_connection(("${host}", ${port}), 3); print("opened")`;
    const exec = await docker
      .getContainer(container)
      .exec({ Cmd: ['python3', '-c', script], AttachStdout: true, AttachStderr: true, Tty: true });
    let text = '';
    for await (const chunk of await exec.start({ Tty: true })) text += String(chunk);
    return text.includes('opened');
  };

  const addressOf = async (container: string, network: string): Promise<string> => {
    const { NetworkSettings: settings } = await docker.getContainer(container).inspect();
    return settings.Networks[network]?.IPAddress ?? '';
  };

  const eventually = async (what: string, look: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; !(await look()); tries += 1) {
      if (tries > 50) throw new Error(`${what} did not happen within ten seconds`);
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };

  describe.each([
    ['with the hub on the host', { hubOnHost: true }],
    ['with hub and backend in containers beside the labs', { hubOnHost: false }],
  ])('the network of labs, %s', (_, { hubOnHost }) => {
    const deploymentId = `test-${randomBytes(6).toString('hex')}`;
    const networkName = `perijove-${deploymentId}`;
    const unique = (what: string) => `${what}-${deploymentId}`;
    const ending = new AbortController();
    let engine: DockerEngine;

    const lab = async (name: string): Promise<void> => {
      await engine.create({
        name: unique(name),
        user: name,
        server: '',
        image: TINY,
        command: ['jupyterhub-singleuser'],
        env: { JUPYTERHUB_SERVICE_PREFIX: '/' },
        workingDir: null,
        homeTarget: '/home/jovyan',
        mounts: [],
        hostMounts: [],
        privileged: false,
        gpu: false,
        limits: { cpuCores: null, memoryBytes: null, pids: 100 },
        port: 8888,
        specHash: 'one',
      });
      await engine.start(unique(name));
    };

    /** A container beside the labs that serves these ports, as a hub or an operator's service. */
    const beside = async (name: string, ports: readonly number[]): Promise<void> => {
      const serve = ports.map(port => `python3 -m http.server ${port} &`).join(' ');
      const container = await docker.createContainer({
        name: unique(name),
        Image: TINY,
        Entrypoint: ['sh', '-c', `${serve} wait`],
        Labels: { 'perijove.deployment': deploymentId },
        HostConfig: { NetworkMode: networkName, Init: true },
        NetworkingConfig: { EndpointsConfig: { [networkName]: { Aliases: [name] } } },
      });
      await container.start();
    };

    beforeAll(async () => {
      engine = createDockerEngine({
        connection: connectionFromEnv(process.env),
        deploymentId,
        networkName,
        hubOnHost,
        isolation: { metadata: false, hub: { host: 'hub', port: 8081 } },
        clock: systemClock,
        log: silentLogger(),
      });
      await engine.networkGateway();
      if (!hubOnHost) {
        await beside('hub', [8000, 8081]);
        await beside('service', [5000]);
      }
      engine.watch(() => undefined, ending.signal);
      await lab('ada');
      await lab('eve');
      await eventually('the lab answers its proxy', async () => {
        const url = (await engine.inspect(unique('eve')))?.url ?? '';
        const from = hubOnHost
          ? fetch(url).then(
              () => true,
              () => false,
            )
          : opens(unique('hub'), new URL(url).hostname, 8888);
        return from;
      });
    });

    afterAll(async () => {
      ending.abort();
      const ours = { label: [`perijove.deployment=${deploymentId}`] };
      for (const { Id: id } of await docker.listContainers({ all: true, filters: ours })) {
        await docker.getContainer(id).remove({ force: true, v: true });
      }
      await docker.getNetwork(networkName).remove();
      await engine.close();
    });

    it('lets no lab reach the port of another', async () => {
      const eve = await addressOf(unique('eve'), networkName);
      expect(await opens(unique('ada'), eve, 8888)).toBe(false);
      // The way is closed, not the ear: eve herself hears.
      expect(await opens(unique('eve'), eve, 8888)).toBe(true);
    });

    it("lets no lab ask for the machine's metadata", async () => {
      for (const address of ['169.254.169.254', '169.254.170.2', '100.100.100.200']) {
        expect([address, await opens(unique('ada'), address, 80)]).toEqual([address, false]);
      }
    });

    if (hubOnHost) {
      it("is closed by Docker's own means as well, and lets labs reach the host's address", async () => {
        const network = (await docker.getNetwork(networkName).inspect()) as {
          Options: Record<string, string>;
        };
        expect(network.Options['com.docker.network.bridge.enable_icc']).toBe('false');
        const gateway = await engine.networkGateway();
        const server = (await import('node:http')).createServer((_ask, answer) => answer.end('x'));
        await new Promise<void>(resolve => server.listen(0, gateway, resolve));
        const { port } = server.address() as { port: number };
        expect(await opens(unique('ada'), gateway, port)).toBe(true);
        await new Promise(resolve => server.close(resolve));
      });

      it('made open by an earlier version, is recreated once no container knows it', async () => {
        const other = `perijove-old-${deploymentId}`;
        const old = await docker.createNetwork({
          Name: other,
          Driver: 'bridge',
          Labels: { 'perijove.deployment': deploymentId },
        });
        const again = createDockerEngine({
          connection: connectionFromEnv(process.env),
          deploymentId,
          networkName: other,
          hubOnHost: true,
          isolation: null,
          clock: systemClock,
          log: silentLogger(),
        });
        const open = (await old.inspect()) as { IPAM: unknown };
        const gateway = await again.networkGateway();
        const found = (await docker.getNetwork(other).inspect()) as {
          IPAM: { Config: { Gateway: string; Subnet: string }[] };
          Options: Record<string, string>;
        };
        expect(found.Options['com.docker.network.bridge.enable_icc']).toBe('false');
        expect(found.IPAM).toMatchObject(open.IPAM as object);
        expect(found.IPAM.Config[0]?.Gateway).toBe(gateway);
        await docker.getNetwork(other).remove();
        await again.close();
      });
    } else {
      it("leaves open the hub's API, an operator's own service, and their way to labs; no more", async () => {
        const hub = await addressOf(unique('hub'), networkName);
        expect(await opens(unique('ada'), hub, 8081)).toBe(true);
        expect(await opens(unique('ada'), hub, 8000)).toBe(false);
        const service = await addressOf(unique('service'), networkName);
        expect(await opens(unique('ada'), service, 5000)).toBe(true);
        const ada = await addressOf(unique('ada'), networkName);
        expect(await opens(unique('service'), ada, 8888)).toBe(true);
      });

      it('follows a hub that comes back under another address', async () => {
        const hub = docker.getContainer(unique('hub'));
        const before = await addressOf(unique('hub'), networkName);
        await hub.stop({ t: 0 });
        // Takes the address that the hub had.
        await beside('thief', [8888]);
        await hub.start();
        const now = await addressOf(unique('hub'), networkName);
        expect(now).not.toBe(before);
        await eventually('the hub is reached again', () => opens(unique('ada'), now, 8081));
        const ada = await addressOf(unique('ada'), networkName);
        expect(await opens(unique('hub'), ada, 8888)).toBe(true);
        expect(await opens(unique('ada'), now, 8000)).toBe(false);
      });
    }
  });
} else {
  notWanted('the closed network of labs');
}
