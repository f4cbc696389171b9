import {
  type AuditAction,
  AuditExportQuery,
  AuditPage,
  AuditQuery,
  ReportedAuditEvents,
} from '@perijove/contracts';
import { openDb } from '../../db/open.js';
import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import { RequestContexts } from '../../lib/request-context.js';
import type { DomainEvents } from '../domain-events.js';
import { AuditService } from './service.js';

const DAY_MS = 86_400_000;

const setUp = (retentionDays = 365) => {
  const db = openDb(':memory:', 'state');
  const clock = createFakeClock();
  const log = silentLogger();
  const requestContexts = new RequestContexts();
  const bus = new Bus<DomainEvents>(log);
  const config = { PERIJOVE_EVENT_RETENTION_DAYS: retentionDays };
  const audit = new AuditService({ config, clock, log, db, bus, requestContexts });
  const list = (query: object = {}) => audit.list(AuditQuery.parse(query));
  const act = (action: string, subject = 'ann') =>
    audit.record({ actor: 'root', action: action as AuditAction, subject, result: 'ok' });
  const from = (actor: string, address: string, work: () => void) =>
    requestContexts.run(
      { actor, actorKind: 'user', address, host: 'hub', secure: true, recorded: new Set() },
      work,
    );
  const actions = (query: object) => list(query).items.map(({ action }) => action);
  return { db, clock, bus, audit, list, act, from, actions };
};

describe('the audit log', () => {
  it('lists what happened, newest first', () => {
    const { audit, list, act } = setUp();
    act('server.start');
    audit.record({
      actor: 'eve',
      action: 'volume.reset',
      subject: 'ann',
      result: 'refused',
      details: { volumes: ['home'] },
    });
    const page = AuditPage.parse(list());
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
    expect(() => setUp().list({ cursor: 'nonsense' })).toThrow('Start again with the first page');
  });

  it('never throws at the one who acts', () => {
    const { db, act } = setUp();
    db.close();
    expect(() => act('server.start')).not.toThrow();
  });

  it('lets nobody rewrite a line', () => {
    const { db, act } = setUp();
    act('server.start');
    expect(() => db.exec("UPDATE events SET actor = 'bob'")).toThrow('never changes');
  });

  it('is told to all listeners, as it is listed', () => {
    const { bus, act, list } = setUp();
    const heard: unknown[] = [];
    bus.on('audit.recorded', ({ event }) => heard.push(event));
    act('server.start');
    expect(heard).toEqual(list().items);
  });
});

describe('from where something was done', () => {
  it('is the address of the request of the one who acts', () => {
    const { from, act, list } = setUp();
    from('root', '10.0.0.7', () => act('server.stop'));
    expect(list().items[0]).toMatchObject({ actorKind: 'user', address: '10.0.0.7' });
  });

  it('is not the address of another user whose request happened to be served', () => {
    const { from, act, list } = setUp();
    from('ann', '10.0.0.7', () => act('server.stop'));
    expect(list().items[0]).toMatchObject({ actorKind: 'platform', address: null });
  });

  it('is nowhere when the platform acts by itself', () => {
    const { act, list } = setUp();
    act('server.cull');
    expect(list().items[0]).toMatchObject({ actorKind: 'platform', address: null });
  });
});

describe('looking for something', () => {
  const filled = () => {
    const world = setUp();
    world.from('root', '10.0.0.7', () => world.act('server.stop', 'bob'));
    world.act('volume.reset', '100%_safe');
    world.audit.record({ actor: 'eve', action: 'user.sign_out', subject: 'eve', result: 'failed' });
    return world;
  };

  it.each([
    [{ actor: 'eve' }, ['user.sign_out']],
    [{ action: 'volume.reset' }, ['volume.reset']],
    [{ result: 'failed' }, ['user.sign_out']],
    [{ actor: 'root', subject: 'bob' }, ['server.stop']],
    [{ search: '0.0.7' }, ['server.stop']],
    [{ search: 'VOLUME' }, ['volume.reset']],
    [{ search: '%' }, ['volume.reset']],
    [{ search: '_safe' }, ['volume.reset']],
    [{ search: "' OR 1=1 --" }, []],
    [{ search: '' }, ['user.sign_out', 'volume.reset', 'server.stop']],
  ])('%j finds %j', (query, found) => {
    expect(filled().actions(query)).toEqual(found);
  });

  it('by time finds what happened from the one instant to before the other', () => {
    const { clock, act, actions } = setUp();
    const at: string[] = [];
    for (const action of ['a', 'b', 'c']) {
      at.push(new Date(clock.now()).toISOString());
      act(action);
      clock.setWall(clock.now() + 1000);
    }
    expect(actions({ from: at[1] })).toEqual(['c', 'b']);
    expect(actions({ until: at[1] })).toEqual(['a']);
    expect(actions({ from: at[1], until: at[2] })).toEqual(['b']);
  });

  it('counts no further than it has to', () => {
    const { db, list } = setUp();
    db.exec(`INSERT INTO events (at, actor, action, subject, result)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
      SELECT i, 'root', 'a', 's', 'ok' FROM n`);
    expect(list().total).toBe(10_001);
  });

  it('offers each action once', () => {
    const { act, audit } = setUp();
    for (const action of ['b', 'a', 'b', 'c', 'a']) act(action);
    expect(audit.choices()).toEqual({ actions: ['a', 'b', 'c'], retentionDays: 365 });
    expect(setUp().audit.choices().actions).toEqual([]);
  });
});

describe('the audit log as a table', () => {
  it('holds every line that matches, and no formula', () => {
    const { audit, act } = setUp();
    for (let n = 0; n < 1201; n += 1) act('server.start');
    act('server.stop');
    act('server.start', '=cmd()');
    const rows = [...audit.csv(AuditExportQuery.parse({ action: 'server.start' }), 'en')];
    expect(rows).toHaveLength(1 + 1202);
    expect(rows[0]).toBe('id,at,actor,actor_kind,address,action,subject,result,details\r\n');
    expect(rows[1]).toContain(",'=cmd(),");
  });
});

describe('what JupyterHub reports', () => {
  const report = (events: readonly object[], lost = 0) =>
    ReportedAuditEvents.parse({ events, lost });
  const login = { actor: 'ann', action: 'login.password', subject: 'ann', details: {} };

  it('is in the audit log with the time and the address that it came with', () => {
    const { clock, audit, list } = setUp();
    const at = clock.now() - 5000;
    audit.report(report([{ ...login, at, result: 'failed', address: '10.0.0.9' }]));
    expect(list().items[0]).toMatchObject({
      at: new Date(at).toISOString(),
      actorKind: 'user',
      address: '10.0.0.9',
      result: 'failed',
    });
  });

  it('is never later than now', () => {
    const { clock, audit, list } = setUp();
    audit.report(report([{ ...login, at: clock.now() + 1e9, result: 'ok' }]));
    expect(list().items[0]?.at).toBe(new Date(clock.now()).toISOString());
  });

  it('says how much of it was lost', () => {
    const { audit, list } = setUp();
    audit.report(report([], 7));
    expect(list().items[0]).toMatchObject({ action: 'events.lost', details: { count: 7 } });
  });
});

describe('old lines', () => {
  const survivors = async (retentionDays: number) => {
    const { clock, db, audit, act, list } = setUp(retentionDays);
    db.exec(`INSERT INTO events (at, actor, action, subject, result)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
      SELECT i, 'root', 'old', 's', 'ok' FROM n`);
    clock.setWall(31 * DAY_MS);
    act('young');
    audit.start();
    for (let turn = 0; turn < 10; turn += 1) await new Promise(resolve => setImmediate(resolve));
    await audit.stop();
    return list().total;
  };

  it('end with the retention', async () => {
    expect(await survivors(30)).toBe(1);
  });

  it('stay for ever when it is 0', async () => {
    expect(await survivors(0)).toBe(2501);
  });
});
