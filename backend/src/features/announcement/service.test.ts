import { AnnouncementRequest, type Announcement } from '@perijove/contracts';
import { openDb } from '../../db/open.js';
import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { AuditEntry, DomainEvents } from '../domain-events.js';
import { AnnouncementService } from './service.js';

const HOUR_MS = 3_600_000;

const setUp = () => {
  const db = openDb(':memory:', 'state');
  const clock = createFakeClock();
  const bus = new Bus<DomainEvents>(silentLogger());
  const audited: AuditEntry[] = [];
  const told: (Announcement | null)[] = [];
  bus.on('announcement.changed', ({ announcement }) => told.push(announcement));
  const make = () =>
    new AnnouncementService({
      clock,
      db,
      bus,
      audit: { record: entry => void audited.push(entry) },
    });
  const wanted = (announcement: object | null) =>
    AnnouncementRequest.parse({ announcement }).announcement;
  const inHours = (hours: number) => new Date(clock.now() + hours * HOUR_MS).toISOString();
  return { clock, audited, told, make, wanted, inHours };
};

const messages = (list: readonly (Announcement | null)[]) => list.map(one => one?.message ?? null);

describe('the announcement', () => {
  it('stands until it is replaced or taken down, and every page hears of it', () => {
    const { make, wanted, told } = setUp();
    const service = make();
    expect(service.current()).toBeNull();
    service.set('root', wanted({ message: ' Maintenance at 18:00 ' }));
    expect(service.current()).toMatchObject({ message: 'Maintenance at 18:00', variant: 'info' });
    service.set('root', wanted({ message: 'Done', variant: 'success' }));
    service.set('root', wanted(null));
    expect(service.current()).toBeNull();
    expect(messages(told)).toEqual(['Maintenance at 18:00', 'Done', null]);
  });

  it('outlives a restart', () => {
    const { make, wanted } = setUp();
    make().set('root', wanted({ message: 'Hello' }));
    expect(make().current()?.message).toBe('Hello');
  });

  it('goes by itself when its time is over, also after a restart', async () => {
    const { make, wanted, told, clock, inHours } = setUp();
    make().set('root', wanted({ message: 'Soon over', until: inHours(2) }));
    const restarted = make();
    restarted.start();
    await clock.advance(HOUR_MS);
    expect(restarted.current()?.message).toBe('Soon over');
    await clock.advance(HOUR_MS);
    expect(restarted.current()).toBeNull();
    expect(told.at(-1)).toBeNull();
    await restarted.stop();
  });

  it('does not go at the end of one that it replaced', async () => {
    const { make, wanted, told, clock, inHours } = setUp();
    const service = make();
    service.set('root', wanted({ message: 'first', until: inHours(1) }));
    service.set('root', wanted({ message: 'second' }));
    await clock.advance(2 * HOUR_MS);
    expect(messages(told)).toEqual(['first', 'second']);
  });

  it('cannot end in the past', () => {
    const { make, wanted, inHours } = setUp();
    const service = make();
    expect(() => service.set('root', wanted({ message: 'x', until: inHours(-1) }))).toThrow('past');
    expect(service.current()).toBeNull();
  });

  it('is audited with its words', () => {
    const { make, wanted, audited } = setUp();
    const service = make();
    service.set('root', wanted({ message: 'Hello', variant: 'warning' }));
    service.set('root', wanted(null));
    expect(audited.map(({ action }) => action)).toEqual([
      'announcement.set',
      'announcement.remove',
    ]);
    expect(audited[0]?.details).toMatchObject({ message: 'Hello', variant: 'warning' });
  });
});
