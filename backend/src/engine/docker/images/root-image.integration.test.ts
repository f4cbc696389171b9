import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import Dockerode from 'dockerode';
import tar from 'tar-stream';
import { systemClock } from '../../../lib/clock.js';
import { silentLogger } from '../../../lib/logger.js';
import { TINY, notWanted, wanted } from '../../../../test/helpers/real-docker.js';
import { connectionFromEnv } from '../client/connection.js';
import { createDockerEngine } from '../engine.js';

/** What images in the manner of the Jupyter stacks do as root before they become their user. */
const START = `#!/bin/bash
set -e
groupadd --force --gid 2000 class
usermod --login "$NB_USER" --home "/home/$NB_USER" --uid "$NB_UID" --gid 2000 jovyan
mkdir -p "/home/$NB_USER"
cp --archive /home/jovyan/. "/home/$NB_USER/"
chown --recursive "$NB_UID:2000" "/home/$NB_USER"
install -d -o "$NB_UID" -g 2000 -m 2700 "/home/$NB_USER/private"
touch "/home/$NB_USER/private/by-root"
export HOME="/home/$NB_USER"
exec setpriv --reuid "$NB_UID" --regid 2000 --init-groups -- "$@"
`;

const DOCKERFILE = `FROM ${TINY}
USER root
ENV NB_USER=lab NB_UID=4321
COPY start.sh /start.sh
ENTRYPOINT ["bash", "/start.sh"]
`;

if (wanted) {
  describe('an image that begins as root and becomes its user', () => {
    const deploymentId = `test-${randomBytes(6).toString('hex')}`;
    const name = `root-${deploymentId}`;
    const image = `perijove-test-root:${deploymentId}`;
    const docker = new Dockerode();
    const engine = createDockerEngine({
      connection: connectionFromEnv(process.env),
      deploymentId,
      networkName: `perijove-${deploymentId}`,
      isolation: null,
      clock: systemClock,
      log: silentLogger(),
    });

    const inside = async (...command: string[]): Promise<string> => {
      const exec = await docker
        .getContainer(name)
        .exec({ Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true });
      let text = '';
      for await (const chunk of await exec.start({ Tty: true })) text += String(chunk);
      return text;
    };

    const answers = async (url: string): Promise<boolean> =>
      fetch(url).then(
        () => true,
        () => false,
      );

    beforeAll(async () => {
      const pack = tar.pack();
      pack.entry({ name: 'Dockerfile' }, DOCKERFILE);
      pack.entry({ name: 'start.sh' }, START);
      pack.finalize();
      const build = await docker.buildImage(pack as unknown as Readable, { t: image });
      await new Promise((resolve, reject) =>
        docker.modem.followProgress(build, (error, lines) => {
          const failed = (lines as { error?: string }[] | null)?.find(line => line.error);
          if (error ?? failed) reject(error ?? new Error(failed?.error));
          else resolve(lines);
        }),
      );
    }, 60_000);

    afterAll(async () => {
      await engine.remove(name);
      await docker.getImage(image).remove({ force: true });
      await docker.getNetwork(`perijove-${deploymentId}`).remove();
      await engine.close();
    }, 60_000);

    it('starts, serves, and stops when it is asked to, with the few powers that labs have', async () => {
      await engine.create({
        name,
        user: 'ada',
        server: '',
        image,
        command: ['jupyterhub-singleuser'],
        env: { JUPYTERHUB_SERVICE_PREFIX: '/user/ada/' },
        workingDir: null,
        homeTarget: '/home/lab',
        mounts: [],
        hostMounts: [],
        privileged: false,
        gpu: false,
        limits: { cpuCores: null, memoryBytes: null, pids: 100 },
        port: 8888,
        specHash: 'one',
      });
      const { url } = await engine.start(name);
      for (let tries = 0; !(await answers(`${url}/user/ada/`)); tries += 1) {
        if (tries > 100) throw new Error((await engine.logs(name, 50)).join('\n'));
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      const status = await inside('cat', '/proc/1/status');
      // CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, SETGID, SETUID, and not one bit more.
      expect(status).toMatch(/^CapBnd:\s+00000000000000fb\s*$/m);
      expect(await inside('stat', '-c', '%U %a', '/home/lab/private')).toMatch(/^lab 2700/);
      const processes = await inside('sh', '-c', 'grep -h ^Uid: /proc/[0-9]*/status');
      expect(processes).toMatch(/4321\s+4321\s+4321\s+4321/);
      const raw = 'import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)';
      expect(await inside('python3', '-c', raw)).toContain('PermissionError');
      const before = performance.now();
      await engine.stop(name, 20_000);
      expect(performance.now() - before).toBeLessThan(15_000);
      expect((await engine.inspect(name))?.exit).not.toMatchObject({ code: 137 });
    }, 60_000);
  });
} else {
  notWanted('an image that begins as root');
}
