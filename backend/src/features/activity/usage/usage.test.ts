import { HistoryView } from '@perijove/contracts';
import { config, HOUR, INTERVAL, MB, setUp } from '../../../../test/helpers/activity.js';

describe('usage', () => {
  it('is the true rate from the second reading on', async () => {
    const { service, engine, clock, sampled } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    engine.labs.set('other-deployment', {});
    service.start();
    await clock.advance(0);
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    await clock.advance(INTERVAL);
    expect(service.usageOf({ user: 'ann', server: '' })).toMatchObject({
      cpuPercent: 50,
      memoryBytes: 100 * MB,
    });
    expect(sampled.at(-1)?.usage.map(({ user }) => user)).toEqual(['ann']);
    await service.stop();
  });

  it('is a gap while the engine is away, and soon not the present any more', async () => {
    const { service, engine, clock } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(2 * INTERVAL);
    engine.away = true;
    await clock.advance(2 * INTERVAL);
    expect(service.row({ user: 'ann', server: '' })?.cpuHistory).toEqual([
      null,
      50,
      50,
      null,
      null,
    ]);
    await clock.advance(2 * INTERVAL);
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    engine.away = false;
    await clock.advance(2 * INTERVAL);
    expect(service.usageOf({ user: 'ann', server: '' })).not.toBeNull();
    await service.stop();
  });

  it('asks only once whose lab it is', async () => {
    const { service, engine, clock, asked } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(60_000);
    expect(asked.keys).toBe(1);
    await service.stop();
  });

  it('ends at once when the server stops', async () => {
    const { service, engine, clock, bus } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(INTERVAL);
    bus.emit('server.stopped', { user: 'ann', server: '', atMs: clock.now(), reason: null });
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    await service.stop();
  });

  it('lies in the history reading by reading, with the minute under way', async () => {
    const { service, engine, clock } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(90_000);
    const view = HistoryView.parse(await service.history('ann', '1h'));
    expect(view.stepSeconds).toBe(20);
    expect(view.cpuPercent.slice(-6)).toEqual([null, 50, 50, 50, 50, 50]);
    expect(view.memoryBytes.at(-2)).toBe(100 * MB);
    expect(view.networkReceivedPerSecond.at(-2)).toBe(2000);
    expect(view.networkSentPerSecond.at(-2)).toBeNull();
    await service.stop();
    expect((await service.history('ann', '24h')).cpuPercent.at(-1)).toBe(50);
  });

  it('has a gap while the lab restarted, and goes on after it', async () => {
    const { service, engine, clock } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(2 * INTERVAL);
    // The same container begins to count again.
    engine.labs.set('lab-ann', { cpuMicros: 0 });
    await clock.advance(INTERVAL);
    engine.labs.set('lab-ann', { cpuMicros: 1_000_000 });
    await clock.advance(INTERVAL);
    const row = service.row({ user: 'ann', server: '' });
    expect(row?.cpuHistory).toEqual([null, 50, 50, null, 10]);
    await service.stop();
  });

  it('does not mind that the wall clock jumps', async () => {
    const { service, engine, clock } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(2 * INTERVAL);
    clock.setWall(clock.now() - 2 * HOUR);
    await clock.advance(INTERVAL);
    clock.setWall(clock.now() + 3 * HOUR);
    const key = { user: 'ann', server: '' };
    expect(service.usageOf(key)?.cpuPercent).toBe(50);
    await clock.advance(INTERVAL);
    expect(service.row(key)?.cpuHistory).toEqual([null, 50, 50, 50, 50]);
    expect(service.usageOf(key)?.cpuPercent).toBe(50);
    await service.stop();
  });

  it('is forgotten with a lab that vanished', async () => {
    const { service, engine, clock, sampled } = await setUp(['ann']);
    engine.labs.set('lab-ann', {});
    service.start();
    await clock.advance(2 * INTERVAL);
    engine.labs.delete('lab-ann');
    await clock.advance(INTERVAL);
    expect(service.usageOf({ user: 'ann', server: '' })).toBeNull();
    expect(sampled.at(-1)?.usage).toEqual([]);
    expect(service.row({ user: 'ann', server: '' })?.cpuHistory).toEqual([null, 50, 50, null]);
    await service.stop();
  });

  it('says of every reading how it went and how late it was', async () => {
    const { service, engine, clock, passes } = await setUp(['ann']);
    service.start();
    await clock.advance(0);
    engine.away = true;
    await clock.advance(config.PERIJOVE_USAGE_INTERVAL * 1000);
    await service.stop();
    expect(passes).toEqual([
      { ok: true, durationMs: 0, lagMs: 0 },
      { ok: false, durationMs: 0, lagMs: 0 },
    ]);
  });

  it('says what its history takes on disk', async () => {
    const { service } = await setUp(['ann']);
    expect(service.summary().historyBytes).toBeGreaterThan(4096);
  });

  it('has no history of users who do not exist', async () => {
    const { service } = await setUp(['ann']);
    await expect(service.history('nobody', '1h')).rejects.toMatchObject({ code: 'user_not_found' });
  });
});
