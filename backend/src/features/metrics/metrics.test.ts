import type { SentView, ServerPhase } from '@perijove/contracts';
import { createFakeEngine } from '../../../test/fakes/engine/engine.js';
import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { collectEventMetrics } from './event-metrics.js';
import { measureEngine } from './measured-engine.js';
import { Metrics } from './metrics.js';

const setUp = () => {
  const clock = createFakeClock();
  const bus = new Bus<DomainEvents>(silentLogger());
  const metrics = new Metrics();
  const phases = new Map<string, ServerPhase>();
  const end = collectEventMetrics({
    bus,
    clock,
    metrics,
    phaseOf: ({ user }) => phases.get(user) ?? null,
  });
  const become = (user: string, phase: ServerPhase | null): void => {
    if (phase === null) phases.delete(user);
    else phases.set(user, phase);
    bus.emit('server.changed', { user, server: '' });
  };
  const row = async (name: string): Promise<string | undefined> =>
    (await metrics.text()).split('\n').find(text => text.startsWith(`${name} `));
  return { clock, bus, metrics, become, line: row, end };
};

const spawns = (outcome: string, part: string): string =>
  `perijove_spawn_duration_seconds_${part}{outcome="${outcome}"}`;

describe('the duration of a start', () => {
  it('lasts from the wish to the answer, through all phases', async () => {
    const { clock, become, line: row } = setUp();
    become('ada', 'queued');
    await clock.advance(1000);
    become('ada', 'pulling');
    await clock.advance(2000);
    become('ada', 'running');
    become('ada', 'running');
    expect(await row(spawns('ok', 'sum'))).toBe(`${spawns('ok', 'sum')} 3`);
    expect(await row(spawns('ok', 'count'))).toBe(`${spawns('ok', 'count')} 1`);
  });

  it('is told phase by phase as well', async () => {
    const { clock, become, line: row } = setUp();
    become('ada', 'queued');
    await clock.advance(1000);
    become('ada', 'queued');
    await clock.advance(1000);
    become('ada', 'pulling');
    await clock.advance(3000);
    become('ada', 'failed');
    const sum = 'perijove_spawn_phase_duration_seconds_sum';
    expect(await row(`${sum}{phase="queued"}`)).toMatch(/ 2$/);
    expect(await row(`${sum}{phase="pulling"}`)).toMatch(/ 3$/);
  });

  it.each([
    ['failed', 'failed'],
    ['stopped', 'cancelled'],
    ['stopping', 'cancelled'],
    [null, 'cancelled'],
  ] as const)('that ends as %s is counted as %s', async (phase, outcome) => {
    const { become, line: row } = setUp();
    become('ada', 'creating');
    become('ada', phase);
    expect(await row(spawns(outcome, 'count'))).toBe(`${spawns(outcome, 'count')} 1`);
  });

  it('is not counted for a lab that only stops', async () => {
    const { become, metrics } = setUp();
    become('ada', 'running');
    become('ada', 'stopped');
    expect(await metrics.text()).not.toContain('perijove_spawn_duration_seconds_count');
  });
});

describe('notifications', () => {
  const sent = (id: string, delivered: number, seen: number): SentView => ({
    id,
    title: null,
    message: 'hello',
    variant: 'info',
    autoCloseMs: null,
    actions: [],
    audience: { to: 'all' },
    sender: 'root',
    createdAt: '2026-01-01T00:00:00.000Z',
    expiresAt: null,
    recalledAt: null,
    counts: { recipients: 3, pending: 3 - delivered, failed: 0, delivered, seen, dismissed: 0 },
  });
  const tell = (bus: ReturnType<typeof setUp>['bus'], view: SentView): void => {
    bus.emit('sent.changed', { sent: view, senderKind: 'user' });
  };
  const deliveries = 'perijove_notification_deliveries_total';

  it('are counted once, and each step of each recipient once', async () => {
    const { bus, line: row } = setUp();
    bus.emit('notifications.changed', { id: 'a', change: 'created', users: ['x', 'y', 'z'] });
    tell(bus, sent('a', 0, 0));
    tell(bus, sent('a', 2, 1));
    tell(bus, sent('a', 3, 1));
    bus.emit('notifications.changed', { id: 'a', change: 'removed', users: ['x', 'y', 'z'] });
    expect(await row('perijove_notifications_sent_total')).toMatch(/ 1$/);
    expect(await row(`${deliveries}{state="created"}`)).toMatch(/ 3$/);
    expect(await row(`${deliveries}{state="delivered"}`)).toMatch(/ 3$/);
    expect(await row(`${deliveries}{state="seen"}`)).toMatch(/ 1$/);
  });

  it('of before a restart are not counted again', async () => {
    const { bus, line: row } = setUp();
    tell(bus, sent('old', 2, 0));
    tell(bus, sent('old', 3, 0));
    expect(await row(`${deliveries}{state="delivered"}`)).toMatch(/ 1$/);
  });
});

it('counts culls by the rule that ended the session, and nothing after its end', async () => {
  const { bus, line: row, end } = setUp();
  bus.emit('server.culled', { user: 'ada', server: '', cause: 'idle' });
  end();
  bus.emit('server.culled', { user: 'ada', server: '', cause: 'idle' });
  expect(await row('perijove_culls_total{cause="idle"}')).toMatch(/ 1$/);
});

it('shows how late the sampler was and whether it could read', async () => {
  const { metrics, line: row } = setUp();
  metrics.sampled(true, 0.004, 0.5);
  metrics.sampled(false, 0.1, 2);
  expect(await row('perijove_sampler_lag_seconds')).toMatch(/ 2$/);
  const count = 'perijove_sampler_pass_duration_seconds_count';
  expect(await row(`${count}{outcome="failed"}`)).toMatch(/ 1$/);
});

it('measures the engine without changing its answers or its failures', async () => {
  const { clock, metrics, line: row } = setUp();
  const engine = measureEngine(createFakeEngine({ clock, images: ['lab:test'] }), {
    clock,
    metrics,
  });
  expect(await engine.list()).toEqual([]);
  await expect(engine.start('nobody')).rejects.toMatchObject({ kind: 'not_found' });
  const count = 'perijove_engine_call_duration_seconds_count';
  expect(await row(`${count}{call="list",outcome="ok"}`)).toMatch(/ 1$/);
  expect(await row(`${count}{call="start",outcome="not_found"}`)).toMatch(/ 1$/);
});
