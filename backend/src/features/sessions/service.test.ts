import {
  boot,
  createWorld,
  startAlice,
  type Booted,
  type World,
} from '../../../test/helpers/servers.js';

const HOUR = 3_600_000;
const CULLER = { JUPYTERHUB_IDLE_CULLER_ENABLED: '1' };
const RIGHTS = { canExtend: true };

const running = async (
  env: Record<string, string> = CULLER,
): Promise<Booted & { world: World }> => {
  const world = createWorld();
  const booted = boot(world, env);
  await startAlice(world, booted);
  world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() });
  await booted.directory.refresh();
  return { ...booted, world };
};

describe('a session', () => {
  it('has the whole allowance and a deadline one timeout away', async () => {
    const { sessions, world } = await running();
    expect(sessions.view('alice', '', RIGHTS)).toMatchObject({
      deadline: new Date(world.clock.now() + 24 * HOUR).toISOString(),
      remainingSeconds: 86_400,
      extension: { usedHours: 0, availableHours: 24, maxHours: 24 },
      reason: 'idle',
      canExtend: true,
      warnMinutes: [30, 5],
    });
  });

  it('is extended at once, and the change is announced', async () => {
    const { sessions, changes, audits } = await running();
    changes.length = 0;
    const { grantedHours, session } = sessions.extend('alice', '', 1, { actor: 'alice' });
    expect(grantedHours).toBe(1);
    expect(session).toMatchObject({ remainingSeconds: 25 * 3600, reason: 'extended' });
    expect(changes).toEqual([{ user: 'alice', server: '' }]);
    expect(audits.at(-1)).toMatchObject({ action: 'session.extend', result: 'ok', actor: 'alice' });
  });

  it('is extended beyond the allowance by an administrator, at no cost to it', async () => {
    const { sessions, audits } = await running();
    sessions.extend('alice', '', 24, { actor: 'alice' });
    const gift = sessions.extend('alice', '', 30, { actor: 'root', beyond: true });
    expect(gift).toMatchObject({ grantedHours: 30, truncated: false });
    expect(gift.session).toMatchObject({
      remainingSeconds: (24 + 24 + 30) * 3600,
      extension: { usedHours: 24, availableHours: 0 },
    });
    expect(audits.at(-1)).toMatchObject({
      actor: 'root',
      subject: 'alice',
      result: 'ok',
      details: { grantedHours: 30, beyondAllowance: true },
    });
  });

  it('never outlives the greatest age, no matter who extends it', async () => {
    const { sessions } = await running({
      ...CULLER,
      JUPYTERHUB_IDLE_CULLER_MAX_AGE: String(30 * 3600),
    });
    const gift = sessions.extend('alice', '', 100, { actor: 'root', beyond: true });
    expect(gift.truncated).toBe(true);
    expect(gift.grantedHours).toBeCloseTo(6, 3);
    expect(() => sessions.extend('alice', '', 1, { actor: 'root', beyond: true })).toThrow(
      expect.objectContaining({ code: 'extension_exhausted' }),
    );
  });

  it('survives a restart of the backend with its extension', async () => {
    const { sessions, world } = await running();
    sessions.extend('alice', '', 3, { actor: 'alice' });
    const again = boot(world, CULLER);
    await again.directory.refresh();
    await again.servers.reconcileOnce();
    expect(again.sessions.view('alice', '', RIGHTS).extension.usedHours).toBe(3);
    expect(again.sessions.deadlineMs('alice', '')).toBe(sessions.deadlineMs('alice', ''));
  });

  it('starts again with the next start', async () => {
    const booted = await running();
    booted.sessions.extend('alice', '', 3, { actor: 'alice' });
    await booted.servers.spawner.stop('alice', '');
    expect(booted.sessions.view('alice', '', RIGHTS)).toMatchObject({
      reason: 'not_running',
      deadline: null,
    });
    await startAlice(booted.world, booted);
    expect(booted.sessions.view('alice', '', RIGHTS).extension.usedHours).toBe(0);
  });

  it('is announced again when activity has moved its deadline', async () => {
    const { directory, changes, world } = await running();
    await world.clock.advance(HOUR);
    world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() });
    changes.length = 0;
    await directory.refresh();
    expect(changes).toEqual([{ user: 'alice', server: '' }]);
    changes.length = 0;
    await directory.refresh();
    expect(changes).toEqual([]);
  });
});

describe('an extension is refused', () => {
  it('while the culler is off', async () => {
    const { sessions } = await running({});
    expect(() => sessions.extend('alice', '', 1, { actor: 'alice' })).toThrow(
      expect.objectContaining({ code: 'culler_disabled' }),
    );
  });

  it('while the server does not run', () => {
    const { sessions } = boot(createWorld(), CULLER);
    expect(() => sessions.extend('alice', '', 1, { actor: 'alice' })).toThrow(
      expect.objectContaining({ code: 'server_not_running' }),
    );
  });

  it('when the allowance is spent, and the refusal is on record', async () => {
    const { sessions, audits } = await running();
    sessions.extend('alice', '', 30, { actor: 'alice' });
    expect(() => sessions.extend('alice', '', 1, { actor: 'alice' })).toThrow(
      expect.objectContaining({ code: 'extension_exhausted' }),
    );
    expect(audits.at(-1)).toMatchObject({ result: 'refused' });
  });
});
