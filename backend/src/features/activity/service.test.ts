import { ActivityDays, ActivityPage } from '@perijove/contracts';
import { openDb } from '../../db/open.js';
import { config, HOUR, setUp } from '../../../test/helpers/activity.js';

it('shows those within filter only, and no host', async () => {
  const { hub, directory, list } = await setUp([]);
  hub.addUser('ann', { groups: ['class-a'] });
  hub.addUser('bob', { groups: ['class-b'] });
  hub.addUser('eve');
  await directory.refresh();
  const filter = { all: false, users: new Set(['eve']), groups: new Set(['class-a']) };
  const page = await list({}, filter);
  expect(page.items.map(({ user }) => user)).toEqual(['ann', 'eve']);
  expect(page).toMatchObject({ total: 2, summary: { users: 2, host: null } });
});

describe('active hours', () => {
  it('add up day by day, with the score and the scale', async () => {
    const { service, clock, hub } = await setUp(['ann']);
    hub.setServer('ann', '', { ready: true, lastActivityMs: clock.now() });
    service.start();
    await clock.advance(3 * HOUR);
    const view = ActivityDays.parse(await service.days('ann'));
    // Every ten minutes, active within an hour of the last activity: 7 of 19 samples.
    expect(view.days).toHaveLength(config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS);
    expect(view.activeHours).toBeCloseTo(7 / 6);
    expect(view.days.at(-1)?.measuredHours).toBeCloseTo(19 / 6);
    expect(view).toMatchObject({ user: 'ann', timeZone: 'UTC', targetHours: 8 });
    expect(view.score).toBeCloseTo(35, -1);
    await service.stop();
  });

  it('are not told of users who do not exist', async () => {
    const { service } = await setUp(['ann']);
    await expect(service.days('nobody')).rejects.toMatchObject({ code: 'user_not_found' });
  });
});

describe('the score', () => {
  it('samples all users once per interval, across restarts', async () => {
    const db = openDb(':memory:', 'history');
    const first = await setUp(['ann', 'bob'], db);
    first.service.start();
    await first.clock.advance(0);
    await first.service.stop();
    const again = await setUp(['ann', 'bob'], db);
    again.service.start();
    await again.clock.advance(30 * 60_000 - 1);
    expect(again.service.reset('root')).toEqual({ removed: 6 });
    await again.service.stop();
  });

  it('says how much of the time a user was active', async () => {
    const { service, clock, hub, list } = await setUp(['ann', 'bob']);
    hub.setServer('ann', '', { lastActivityMs: clock.now() + 3 * HOUR });
    service.start();
    await clock.advance(0);
    const page = await list({ sort: 'user' });
    expect(page.items.map(({ user, score }) => [user, score])).toEqual([
      ['ann', 100],
      ['bob', 0],
    ]);
    await service.stop();
  });

  it('is told with the active hours, and with the samples that it is made of', async () => {
    const { service, clock, hub, list } = await setUp(['ann', 'bob']);
    hub.setServer('ann', '', { lastActivityMs: clock.now() + HOUR });
    service.start();
    await clock.advance(5 * HOUR);
    const page = await list({ sort: 'user' });
    // Active until an hour after the last activity: 13 samples of ten minutes each.
    expect(page.items.map(({ activeHours }) => activeHours)).toEqual([13 / 6, 0]);
    expect(page.summary.sampling).toEqual({
      everySeconds: 600,
      keepDays: 7,
      halfLifeHours: 72,
      samples: 31,
      firstAt: new Date(clock.now() - 5 * HOUR).toISOString(),
      lastAt: new Date(clock.now()).toISOString(),
    });
    service.reset('root');
    expect((await list()).items[0]?.activeHours).toBeNull();
    expect((await list()).summary.sampling.samples).toBe(0);
    await service.stop();
  });

  it('has a gap, and not an inactive sample, while the hub is away', async () => {
    const { service, clock, hub, list, directory } = await setUp(['ann']);
    hub.setServer('ann', '', { lastActivityMs: clock.now() + 24 * HOUR });
    await directory.refresh();
    service.start();
    await clock.advance(0);
    hub.setAway(true);
    await clock.advance(2 * HOUR);
    expect((await list()).items[0]?.score).toBe(100);
    expect(service.reset('root').removed).toBe(1);
    await service.stop();
  });

  it('starts again after a reset, which the audit log records', async () => {
    const { service, clock, list, audited } = await setUp(['ann']);
    service.start();
    await clock.advance(0);
    expect((await list()).items[0]?.score).toBe(0);
    service.reset('root');
    expect((await list()).items[0]?.score).toBeNull();
    expect(audited).toMatchObject([{ actor: 'root', action: 'activity.reset' }]);
    await service.stop();
  });
});

describe('the list', () => {
  it('shows what runs first, with its true state', async () => {
    const { clock, hub, directory, facts, list } = await setUp(['ann', 'bob', 'eve', 'zoe']);
    hub.setServer('bob', '', { lastActivityMs: clock.now() - 2 * HOUR });
    hub.setServer('zoe', '', { lastActivityMs: clock.now() });
    await directory.refresh();
    facts.set('zoe', { phase: 'running', deadlineMs: clock.now() + HOUR, image: 'lab:1' });
    facts.set('eve', { phase: 'pulling', deadlineMs: null, image: 'lab:1' });
    const page = ActivityPage.omit({ can: true }).parse(await list());
    expect(page.items.map(({ user, status }) => [user, status])).toEqual([
      ['zoe', 'active'],
      ['bob', 'inactive'],
      ['eve', 'starting'],
      ['ann', 'offline'],
    ]);
    expect(page.items[0]?.deadline).not.toBeNull();
    expect(page.summary).toMatchObject({ users: 4, running: 2, active: 1, volumesBytes: 40 });
  });

  it('has no line for a default server that a user with named servers never used', async () => {
    const { hub, directory, service, list } = await setUp(['ann']);
    hub.setServer('ann', 'gpu', {});
    await directory.refresh();
    expect((await list()).items.map(({ server }) => server)).toEqual(['gpu']);
    expect(service.row({ user: 'ann', server: '' })).toBeNull();
    expect(service.row({ user: 'ann', server: 'gpu' })?.status).toBe('inactive');
  });

  it('shows a change as soon as it is announced, and asks nothing twice', async () => {
    const { bus, facts, asked, list } = await setUp(['ann']);
    await list();
    await list();
    expect(asked).toMatchObject({ servers: 1, volumes: 1 });
    facts.set('ann', { phase: 'failed', deadlineMs: null, image: null });
    bus.emit('server.changed', { user: 'ann', server: '' });
    expect((await list()).items[0]?.status).toBe('failed');
  });

  it('answers pages of 10,000 users from what it knows', async () => {
    const { list, asked, clock, hub, directory } = await setUp(
      Array.from({ length: 10_000 }, (_, n) => `student-${n}`),
    );
    for (let n = 0; n < 200; n += 1) {
      hub.setServer(`student-${n * 7}`, '', { lastActivityMs: clock.now() });
    }
    await directory.refresh();
    await list();
    const before = { ...asked };
    for (const sort of ['status', 'user', 'cpu', 'score', 'lastActivity', 'volumes']) {
      expect((await list({ sort, search: 'dent-1' })).items.length).toBeGreaterThan(0);
    }
    // How long that takes is measured by `npm run bench -- activity`.
    expect(asked).toEqual(before);
  });
});
