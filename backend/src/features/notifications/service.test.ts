import { SendRequest, type SendRequestParsed } from '@perijove/contracts';
import { principal, setUp } from '../../../test/helpers/notifications.js';

const admin = principal('root', { admin: true });
const say = (message: string, more: object = {}): SendRequestParsed =>
  SendRequest.parse({ message, audience: { to: 'all' }, ...more });
const toUsers = (...users: string[]) => ({ audience: { to: 'users', users } });

describe('sending', () => {
  it('reaches all users whom the hub knows and says so in the inbox, the report and the audit log', async () => {
    const { service, heard, audited } = await setUp({ ann: [], bob: [] });
    const { sent, deliveries } = await service.outbox.send(admin, say('Maintenance at 18:00'));
    expect(sent.counts).toEqual({
      recipients: 2,
      pending: 2,
      failed: 0,
      delivered: 0,
      seen: 0,
      dismissed: 0,
    });
    expect(deliveries.map(delivery => delivery.user)).toEqual(['ann', 'bob']);
    const inbox = service.inbox.list('ann', 0);
    expect(inbox.notifications).toMatchObject([
      { id: sent.id, message: 'Maintenance at 18:00', state: 'pending', sender: 'root' },
    ]);
    expect(inbox.unread).toBe(1);
    expect(heard.changed).toEqual([{ id: sent.id, change: 'created', users: ['ann', 'bob'] }]);
    expect(audited).toMatchObject([{ actor: 'root', action: 'notification.send', result: 'ok' }]);
  });

  it('reaches only those whose server runs when asked for the active ones', async () => {
    const { service, running } = await setUp({ ann: [], bob: [] });
    running.push('bob', 'bob');
    const { deliveries } = await service.outbox.send(
      admin,
      say('x', { audience: { to: 'active' } }),
    );
    expect(deliveries.map(delivery => delivery.user)).toEqual(['bob']);
  });

  it('reaches a user once who is in two of the groups', async () => {
    const { service } = await setUp({ ann: ['a', 'b'], bob: ['b'], eve: [] });
    const { deliveries } = await service.outbox.send(
      admin,
      say('x', { audience: { to: 'groups', groups: ['a', 'b'] } }),
    );
    expect(deliveries.map(delivery => delivery.user)).toEqual(['ann', 'bob']);
  });

  it('names the users who do not exist and sends to nobody', async () => {
    const { service, heard } = await setUp({ ann: [] });
    await expect(
      service.outbox.send(admin, say('x', toUsers('ann', 'nobody'))),
    ).rejects.toMatchObject({
      code: 'user_not_found',
      options: { details: { users: ['nobody'] } },
    });
    expect(service.inbox.list('ann', 0).notifications).toEqual([]);
    expect(heard.changed).toEqual([]);
  });

  it('finds a user who signed up a moment ago', async () => {
    const { service, hub } = await setUp({ ann: [] });
    hub.addUser('new');
    const { sent } = await service.outbox.send(admin, say('x', toUsers('new')));
    expect(sent.counts.recipients).toBe(1);
  });

  it('refuses a group that does not exist', async () => {
    const { service } = await setUp({ ann: [] });
    const request = say('x', { audience: { to: 'groups', groups: ['none'] } });
    await expect(service.outbox.send(admin, request)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('counts characters as users do', async () => {
    const { service } = await setUp({ ann: [] });
    const { sent } = await service.outbox.send(admin, say('🪐'.repeat(140)));
    expect(sent.message).toHaveLength(280);
    await expect(service.outbox.send(admin, say('🪐'.repeat(141)))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('refuses an end that has passed', async () => {
    const { service, clock } = await setUp({ ann: [] });
    const request = say('x', { expiresAt: new Date(clock.now()).toISOString() });
    await expect(service.outbox.send(admin, request)).rejects.toMatchObject({
      code: 'invalid_input',
      options: { details: { field: 'expiresAt' } },
    });
  });

  it('keeps markup as the text that it is', async () => {
    const { service } = await setUp({ ann: [] });
    await service.outbox.send(admin, say('<img src=x onerror=alert(1)>'));
    expect(service.inbox.list('ann', 0).notifications[0]?.message).toBe(
      '<img src=x onerror=alert(1)>',
    );
  });

  it('slows an actor down after thirty messages and says when to try again', async () => {
    const { service, clock } = await setUp({ ann: [] });
    for (let n = 0; n < 30; n += 1) await service.outbox.send(admin, say('x'));
    await expect(service.outbox.send(admin, say('x'))).rejects.toMatchObject({
      code: 'rate_limited',
      options: { retryAfterSeconds: 2 },
    });
    await clock.advance(2000);
    await expect(service.outbox.send(admin, say('x'))).resolves.toBeDefined();
  });

  it('reaches 10,000 users with one message', async () => {
    const users = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`user-${n}`, []]));
    const { service } = await setUp(users);
    const { sent } = await service.outbox.send(admin, say('x'));
    // How long that takes is measured by `npm run bench -- broadcast`.
    expect(sent.counts.recipients).toBe(10_000);
  });
});

describe('who may send to whom', () => {
  const tutor = principal('tutor', { scopes: new Set(['custom:perijove:notify!group=a']) });

  it('lets a tutor send to their own group and to nobody else', async () => {
    const { service, audited } = await setUp({ ann: ['a'], bob: ['b'], tutor: [] });
    const { sent } = await service.outbox.send(
      tutor,
      say('x', { audience: { to: 'groups', groups: ['a'] } }),
    );
    expect(sent.counts.recipients).toBe(1);
    for (const audience of [
      { to: 'all' },
      { to: 'active' },
      { to: 'users', users: ['ann'] },
      { to: 'groups', groups: ['a', 'b'] },
    ]) {
      await expect(service.outbox.send(tutor, say('x', { audience }))).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    expect(audited.filter(entry => entry.result === 'refused')).toHaveLength(4);
  });

  it('offers a tutor only what they may choose', async () => {
    const { service, running } = await setUp({ ann: ['a'], bob: ['b'], tutor: [] });
    running.push('ann', 'bob');
    expect(await service.outbox.options(tutor)).toEqual({
      maxLength: 140,
      mayAll: false,
      groups: ['a'],
      users: 1,
      active: 1,
    });
    expect(await service.outbox.options(admin)).toMatchObject({
      mayAll: true,
      groups: ['a', 'b'],
      users: 3,
      active: 2,
    });
  });

  it('keeps the reports of others from a tutor', async () => {
    const { service } = await setUp({ ann: ['a'] });
    const { sent } = await service.outbox.send(admin, say('x'));
    expect(service.outbox.sent(tutor, { limit: 50 }).items).toEqual([]);
    expect(() => service.outbox.deliveries(tutor, sent.id, { limit: 50 })).toThrow(
      'There is no such notification.',
    );
    expect(() => service.outbox.recall(tutor, sent.id)).toThrow('There is no such notification.');
  });

  it('does not take a user for the service of the same name', async () => {
    const { service } = await setUp({ ann: [] });
    const scopes = new Set(['custom:perijove:notify']);
    const { sent } = await service.outbox.send(
      principal('bot', { kind: 'service', scopes }),
      say('x'),
    );
    expect(() => service.outbox.recall(principal('bot', { scopes }), sent.id)).toThrow();
  });
});

describe('acknowledging', () => {
  it('only moves forward, and a later state implies the earlier ones', async () => {
    const { service } = await setUp({ ann: [] });
    const { sent } = await service.outbox.send(admin, say('x'));
    expect(service.inbox.acknowledge('ann', sent.id, 'dismissed').state).toBe('dismissed');
    expect(service.inbox.acknowledge('ann', sent.id, 'delivered').state).toBe('dismissed');
    const report = service.outbox.deliveries(admin, sent.id, { limit: 50 });
    expect(report.items[0]?.seenAt).not.toBeNull();
    expect(report.items[0]?.deliveredAt).not.toBeNull();
    expect(service.outbox.sent(admin, { limit: 1 }).items[0]?.counts).toEqual({
      recipients: 1,
      pending: 0,
      failed: 0,
      delivered: 1,
      seen: 1,
      dismissed: 1,
    });
    expect(service.inbox.unread('ann')).toBe(0);
  });

  it('is refused to whom it was not sent', async () => {
    const { service } = await setUp({ ann: [], eve: [] });
    const { sent } = await service.outbox.send(admin, say('x', toUsers('ann')));
    expect(() => service.inbox.acknowledge('eve', sent.id, 'seen')).toThrow(
      'This notification no longer exists.',
    );
    expect(service.inbox.list('ann', 0).notifications[0]?.state).toBe('pending');
  });

  it('tells the other pages of that user once it was seen, and not that it arrived', async () => {
    const { service, heard } = await setUp({ ann: [] });
    const { sent } = await service.outbox.send(admin, say('x'));
    service.inbox.acknowledge('ann', sent.id, 'delivered');
    service.inbox.acknowledge('ann', sent.id, 'seen');
    service.inbox.acknowledge('ann', sent.id, 'seen');
    expect(heard.changed.filter(event => event.change === 'updated')).toEqual([
      { id: sent.id, change: 'updated', users: ['ann'] },
    ]);
  });

  it('tells the sender the newest counts a few times, not a thousand', async () => {
    const users = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`user-${n}`, []]));
    const { service, heard, clock } = await setUp(users);
    const { sent } = await service.outbox.send(admin, say('x'));
    heard.sent.length = 0;
    for (const user of Object.keys(users)) service.inbox.acknowledge(user, sent.id, 'delivered');
    await clock.advance(200);
    expect(heard.sent).toHaveLength(1);
    expect(heard.sent[0]?.sent.counts.delivered).toBe(1000);
  });
});

describe('reading', () => {
  it('answers what changed since a cursor, and nothing when nothing did', async () => {
    const { service } = await setUp({ ann: [], bob: [] });
    await service.outbox.send(admin, say('first'));
    const { cursor } = service.inbox.list('ann', 0);
    expect(service.inbox.list('ann', cursor).notifications).toEqual([]);
    const second = await service.outbox.send(admin, say('second'));
    const news = service.inbox.list('ann', cursor);
    expect(news.notifications.map(item => item.message)).toEqual(['second']);
    service.inbox.acknowledge('ann', second.sent.id, 'seen');
    expect(service.inbox.list('ann', news.cursor).notifications).toMatchObject([{ state: 'seen' }]);
  });

  it('is one question for all recipients, and those who see the same share the answer', async () => {
    const { service } = await setUp({ ann: [], bob: [], cem: [] });
    await service.outbox.send(admin, say('earlier', toUsers('cem')));
    const { sent } = await service.outbox.send(admin, say('now'));
    const found = service.inbox.find(sent.id, ['ann', 'bob', 'cem']);
    expect(found.get('ann')).toMatchObject({ unread: 1, notification: { message: 'now' } });
    expect(found.get('bob')).toBe(found.get('ann'));
    expect(found.get('cem')).toMatchObject({ unread: 2, notification: { message: 'now' } });
    service.inbox.acknowledge('bob', sent.id, 'seen');
    expect(service.inbox.find(sent.id, ['bob']).get('bob')).toMatchObject({
      unread: 0,
      notification: { state: 'seen' },
    });
    service.outbox.recall(admin, sent.id);
    expect(service.inbox.find(sent.id, ['ann', 'bob', 'cem']).size).toBe(0);
  });

  it('never tells one user what another received', async () => {
    const { service } = await setUp({ ann: [], bob: [] });
    const { sent } = await service.outbox.send(admin, say('for ann', toUsers('ann')));
    expect(service.inbox.list('bob', 0).notifications).toEqual([]);
    expect([...service.inbox.find(sent.id, ['ann', 'bob']).keys()]).toEqual(['ann']);
  });

  it('pages through what was sent and who received it', async () => {
    const { service } = await setUp({ ann: [], bob: [], eve: [] });
    for (const text of ['1', '2', '3']) await service.outbox.send(admin, say(text));
    const first = service.outbox.sent(admin, { limit: 2 });
    expect(first.items.map(item => item.message)).toEqual(['3', '2']);
    expect(first.total).toBe(3);
    const rest = service.outbox.sent(admin, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest.items.map(item => item.message)).toEqual(['1']);
    expect(rest.nextCursor).toBeNull();

    const id = rest.items[0]?.id ?? '';
    const users = service.outbox.deliveries(admin, id, { limit: 2 });
    expect(users.items.map(item => item.user)).toEqual(['ann', 'bob']);
    const more = service.outbox.deliveries(admin, id, {
      limit: 2,
      cursor: users.nextCursor ?? '',
    });
    expect(more.items.map(item => item.user)).toEqual(['eve']);
  });

  it.each(['', 'garbage', Buffer.from('{"before":"x"}').toString('base64url')])(
    'refuses the cursor %j',
    async cursor => {
      const { service } = await setUp({ ann: [] });
      expect(() => service.outbox.sent(admin, { limit: 2, cursor })).toThrow(
        'Start again with the first',
      );
    },
  );
});

describe('taking back and expiring', () => {
  it('takes a message away from all users and says so', async () => {
    const { service, heard } = await setUp({ ann: [] });
    const { sent } = await service.outbox.send(admin, say('x'));
    const { cursor } = service.inbox.list('ann', 0);
    expect(service.outbox.recall(admin, sent.id).recalledAt).not.toBeNull();
    expect(service.inbox.list('ann', cursor)).toMatchObject({
      notifications: [],
      removed: [sent.id],
      unread: 0,
    });
    service.outbox.recall(admin, sent.id);
    expect(heard.changed.filter(event => event.change === 'removed')).toHaveLength(1);
    expect(() => service.inbox.acknowledge('ann', sent.id, 'seen')).toThrow();
  });

  it('hides a message from the moment it expires, and the purge worker tells open pages', async () => {
    const { service, heard, clock } = await setUp({ ann: [] });
    service.start();
    const expiresAt = new Date(clock.now() + 60_000).toISOString();
    const { sent } = await service.outbox.send(admin, say('x', { expiresAt }));
    const { cursor } = service.inbox.list('ann', 0);
    await clock.advance(59_000);
    expect(service.inbox.list('ann', 0).notifications).toHaveLength(1);
    await clock.advance(1000);
    expect(service.inbox.list('ann', 0)).toMatchObject({ notifications: [], unread: 0 });
    await clock.advance(5000);
    expect(service.inbox.list('ann', cursor).removed).toEqual([sent.id]);
    expect(heard.changed.at(-1)).toEqual({ id: sent.id, change: 'removed', users: ['ann'] });
    await service.stop();
  });
});
