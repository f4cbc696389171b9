import { EventsPage, EventsQuery } from '@perijove/contracts';
import { openDb } from '../../db/open.js';
import { createFakeClock } from '../../platform/fake-clock.js';
import { silentLogger } from '../../platform/logger.js';
import { createEventsService } from './service.js';

const setUp = () => {
  const db = openDb(':memory:', 'state');
  const clock = createFakeClock();
  const events = createEventsService({ clock, log: silentLogger(), db });
  const list = (query: object = {}) => events.list(EventsQuery.parse(query));
  const act = (action: string, subject = 'ann') =>
    events.audit({ actor: 'root', action, subject, result: 'ok' });
  return { db, events, list, act };
};

describe('the audit trail', () => {
  it('lists what happened, newest first', () => {
    const { events, list, act } = setUp();
    act('server.start');
    events.audit({
      actor: 'eve',
      action: 'volume.reset',
      subject: 'ann',
      result: 'refused',
      details: { volumes: ['home'] },
    });
    const page = EventsPage.parse(list());
    expect(page.items.map(({ action }) => action)).toEqual(['volume.reset', 'server.start']);
    expect(page.items[0]).toMatchObject({ result: 'refused', details: { volumes: ['home'] } });
  });

  it('is read page by page, by subject and from a point on', () => {
    const { list, act } = setUp();
    for (let n = 1; n <= 5; n += 1) act(`a${n}`, n % 2 === 0 ? 'bob' : 'ann');
    const first = list({ limit: 2 });
    const second = list({ limit: 2, cursor: first.nextCursor ?? '' });
    const third = list({ limit: 2, cursor: second.nextCursor ?? '' });
    expect([...first.items, ...second.items, ...third.items].map(({ action }) => action)).toEqual([
      'a5',
      'a4',
      'a3',
      'a2',
      'a1',
    ]);
    expect(third.nextCursor).toBeNull();
    expect(list({ subject: 'bob' })).toMatchObject({ total: 2 });
    expect(list({ since: 3 }).items.map(({ id }) => id)).toEqual([5, 4]);
  });

  it('refuses a cursor that it did not give', () => {
    expect(() => setUp().list({ cursor: 'nonsense' })).toThrow('Begin with the first page');
  });

  it('never throws at the one who acts', () => {
    const { db, act } = setUp();
    db.close();
    expect(() => act('server.start')).not.toThrow();
  });
});
