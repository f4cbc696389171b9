import { cleanUp, environmentOf, read, requestOf, setUp, wanted } from './docker.testkit.js';

if (wanted) {
  jest.setTimeout(120_000);

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
      expect(booted.gpu.state().reason).toContain('could not select device driver');
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });
} else {
  it.todo('real labs fail in words (set PERIJOVE_TEST_DOCKER=1)');
}
