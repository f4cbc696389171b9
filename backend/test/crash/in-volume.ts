import type Dockerode from 'dockerode';

/** Runs a script as root over a volume, mounted at /v; answers what it printed. */
export const runInVolume = async (
  docker: Dockerode,
  image: string,
  volume: string,
  script: string,
): Promise<string> => {
  const container = await docker.createContainer({
    Image: image,
    Entrypoint: ['sh', '-c', script],
    User: '0:0',
    Tty: true,
    HostConfig: { NetworkMode: 'none', Binds: [`${volume}:/v`] },
  });
  try {
    await container.start();
    await container.wait();
    return (await container.logs({ stdout: true })).toString().trim();
  } finally {
    await container.remove({ force: true });
  }
};
