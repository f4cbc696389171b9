import { boot, createWorld, finish, spawnRequest } from './servers.js';

export const RIGHTS = { canExtend: true };

/** A hub that calls its spawner as JupyterHub does. */
export const setUp = async () => {
  const world = createWorld();
  const booted = boot(world);
  await booted.directory.refresh();
  const { hub } = world;
  const { servers } = booted;
  let secret = 0;
  hub.onStart = (user, server) => {
    // JupyterHub only polls a server that it has already.
    if (booted.directory.server(user, server)?.ready === true) return;
    hub.setServer(user, server, { ready: false, pending: 'spawn' });
    secret += 1;
    const env = { JUPYTERHUB_API_TOKEN: `secret-${secret}` };
    // As our spawner does: a leftover lab has lost its token.
    const leftover = servers.spawner.state(user, server)?.state === 'running';
    const ended = leftover ? servers.spawner.stop(user, server) : Promise.resolve();
    const spawned = ended.then(() =>
      finish(world, servers.spawner.spawn(user, server, spawnRequest({ env }))),
    );
    void spawned.then(lines => {
      const last = lines.at(-1);
      hub.setServer(
        user,
        server,
        last !== undefined && 'ready' in last ? { ready: true, pending: null } : null,
      );
    });
  };
  hub.onStop = (user, server) => {
    hub.setServer(user, server, { ready: false, pending: 'stop' });
    void servers.spawner.stop(user, server).then(() => hub.setServer(user, server, null));
  };
  const phase = () => servers.view('alice', '', RIGHTS).phase;
  const act = async (action: Promise<void>): Promise<void> => {
    const outcome = action.then(
      () => null,
      (error: unknown) => ({ error }),
    );
    await world.clock.advance(500);
    const failed = await outcome;
    if (failed !== null) throw failed.error;
  };
  return { world, hub, booted, servers, phase, act };
};
