import { openDb } from '../../db/open.js';
import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { memoryNotice, notifyMemoryFull } from './memory-notice.js';
import { english } from '../../../test/helpers/english.js';
import { setUp } from '../../../test/helpers/notifications.js';
import { createSendNotice } from './platform-notice.js';
import { SentRepo } from './repo.js';

const MIB = 2 ** 20;

it.each([
  ['', 512 * MIB, 'all of its memory (512 MiB)', 'Out of memory'],
  ['gpu', 1536 * MIB, 'all of its memory (1.5 GiB)', 'gpu: out of memory'],
  ['', null, 'ran out of memory', 'Out of memory'],
])('the notice about %j with %s bytes says what happened', (server, limit, texts, title) => {
  const notice = english<{ title: string; message: string }>(memoryNotice(server, limit));
  expect(notice.title).toBe(title);
  expect(notice.message).toContain(texts);
  // A toast of JupyterLab shows no more.
  expect(notice.message.length).toBeLessThanOrEqual(140);
});

it('the user whose process was ended is told, and nobody else', () => {
  const bus = new Bus<DomainEvents>(silentLogger());
  const clock = createFakeClock();
  const db = openDb(':memory:', 'state');
  const changed: unknown[] = [];
  bus.on('notifications.changed', event => changed.push(event));
  const end = notifyMemoryFull(bus, createSendNotice({ bus, clock, repo: new SentRepo(db) }));
  const event = { user: 'ada', server: '', atMs: clock.now(), limitBytes: 512 * MIB };
  bus.emit('server.memory_full', event);
  const told = db.prepare('SELECT user, state FROM deliveries').all();
  expect(told).toEqual([{ user: 'ada', state: 'pending' }]);
  expect(changed).toMatchObject([{ change: 'created', users: ['ada'] }]);
  end();
  bus.emit('server.memory_full', event);
  expect(changed).toHaveLength(1);
});

it('it lies in the inbox like any other message', async () => {
  const { service, bus } = await setUp({ ada: [], bob: [] });
  bus.emit('server.memory_full', { user: 'ada', server: '', atMs: 0, limitBytes: null });
  const inboxOf = (user: string) => service.inbox.list(user, 0).notifications;
  expect(inboxOf('ada')).toMatchObject([{ variant: 'warning', sender: 'perijove' }]);
  expect(inboxOf('bob')).toEqual([]);
});
