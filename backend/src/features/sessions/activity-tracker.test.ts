import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { Attention, type StoredAttention } from './activity-tracker.js';

const HOUR = 3_600_000;
const ada = { user: 'ada', server: '', quiet: true };

const setUp = (stored: StoredAttention | null = null) => {
  const clock = createFakeClock();
  const bus = new Bus<DomainEvents>(silentLogger());
  const startMs = clock.now();
  const world = {
    clock,
    bus,
    hubMs: startMs as number | null,
    saved: stored,
    /** Hours from the beginning to the last use. */
    lastUse: () => {
      const atMs = attention.lastActivityMs(ada, world.hubMs);
      return atMs === null ? null : Math.round(((atMs - startMs) / HOUR) * 100) / 100;
    },
    lastUseMs: () => attention.lastActivityMs(ada, world.hubMs),
    /** The lab says that it was asked for something just now. */
    requested: () => attention.requested(ada, clock.now()),
    /** An open page asks its server for kernels all the time. */
    poll: async (hours: number) => {
      await clock.advance(hours * HOUR);
      world.hubMs = clock.now();
    },
  };
  const attention = new Attention({
    clock,
    bus,
    load: () => world.saved,
    save: (_key, state) => {
      world.saved = state;
    },
    hubMsOf: () => world.hubMs,
  });
  return world;
};

describe('when a server was last used', () => {
  it('is what the hub reports while none of our pages is open', async () => {
    const world = setUp();
    await world.poll(3);
    expect(world.lastUse()).toBe(3);
  });

  it('does not move while an open page only asks by itself', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    await world.poll(5);
    expect(world.lastUse()).toBe(0);
  });

  it('moves when a user touches the page', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    await world.poll(2);
    world.bus.emit('lab.used', ada);
    await world.poll(2);
    expect(world.lastUse()).toBe(2);
  });

  it('does not move by closing the page', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    await world.poll(5);
    world.bus.emit('lab.closed', ada);
    expect(world.lastUse()).toBe(0);
  });

  it('moves again by other clients after the page has closed', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    await world.poll(5);
    world.bus.emit('lab.closed', ada);
    await world.poll(1);
    expect(world.lastUse()).toBe(6);
  });

  it('does not move as long as one of two pages is open', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    world.bus.emit('lab.opened', ada);
    world.bus.emit('lab.closed', ada);
    await world.poll(4);
    expect(world.lastUse()).toBe(0);
  });

  it('does not move because the backend was restarted and the page came back', async () => {
    const before = setUp();
    before.bus.emit('lab.opened', ada);
    await before.poll(5);
    const after = setUp(before.saved);
    await after.poll(0.01);
    const startMs = before.saved?.usedAtMs;
    after.bus.emit('lab.opened', ada);
    await after.poll(3);
    expect(before.saved).toMatchObject({ attended: true });
    expect(after.saved?.usedAtMs).toBe(startMs);
  });

  it('moves by what the lab was asked for when none of its pages is loud', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    await world.poll(3);
    world.requested();
    await world.poll(2);
    expect(world.lastUse()).toBe(3);
  });

  it('does not move by what a page asks for right after it was touched', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    world.bus.emit('lab.used', ada);
    const usedAtMs = world.clock.now();
    await world.clock.advance(10_000);
    world.requested();
    expect(world.lastUseMs()).toBe(usedAtMs);
    await world.clock.advance(10_000);
    world.requested();
    expect(world.lastUseMs()).toBe(usedAtMs + 20_000);
  });

  it('does not move by what a loud page asks for, until that page has closed', async () => {
    const world = setUp();
    world.bus.emit('lab.opened', ada);
    world.bus.emit('lab.opened', { ...ada, quiet: false });
    await world.poll(3);
    world.requested();
    expect(world.lastUse()).toBe(0);
    world.bus.emit('lab.closed', { ...ada, quiet: false });
    world.requested();
    expect(world.lastUse()).toBe(3);
  });
});
