import type { Change, Stream } from '@perijove/contracts';
import { aNotification, aServer, aSession, aSnapshot } from './testing/fixtures';
import { HubModel } from './hub-model';

const model = (): HubModel => new HubModel({ user: 'ada', name: '' });
const delta = (stream: Stream, seq: number, change: Change) => ({ stream, seq, change });
const arrival = (id: string, unread = 1): Change => ({
  kind: 'notification',
  notification: aNotification({ id, cursor: 7, createdAt: `2030-01-01T12:00:0${id}.000Z` }),
  unread,
});

describe('the state of the hub', () => {
  it('is empty before the first snapshot, and complete after it', () => {
    const subject = model();
    expect(subject.ready).toBe(false);
    expect(subject.apply(delta('me', 1, arrival('1')))).toBe('ignored');
    subject.reset(aSnapshot({ notifications: [aNotification()], unread: 1, cursor: 3 }));
    expect(subject).toMatchObject({ ready: true, unread: 1, cursor: 3, visitor: 'ada' });
    expect(subject.server?.phase).toBe('running');
  });

  it('applies the next delta of a stream and emits a signal', () => {
    const subject = model();
    subject.reset(aSnapshot());
    const changed = jest.fn();
    subject.notificationsChanged.connect(changed);
    expect(subject.apply(delta('me', 6, arrival('1')))).toBe('applied');
    expect(subject.notifications.map(one => one.id)).toEqual(['1']);
    expect(subject).toMatchObject({ unread: 1, cursor: 7 });
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('ignores a delta that it has already', () => {
    const subject = model();
    subject.reset(aSnapshot());
    expect(subject.apply(delta('me', 5, arrival('1')))).toBe('ignored');
    expect(subject.notifications).toEqual([]);
  });

  it('counts each stream separately', () => {
    const subject = model();
    subject.reset(aSnapshot());
    const stopped: Change = { kind: 'server', server: aServer({ phase: 'stopped' }) };
    expect(subject.apply(delta('server', 10, stopped))).toBe('applied');
    expect(subject.apply(delta('me', 6, arrival('1')))).toBe('applied');
    expect(subject.server?.phase).toBe('stopped');
  });

  it('reports a gap once and waits for the snapshot', () => {
    const subject = model();
    subject.reset(aSnapshot());
    expect(subject.apply(delta('me', 8, arrival('3')))).toBe('gap');
    expect(subject.apply(delta('me', 9, arrival('4')))).toBe('ignored');
    expect(subject.notifications).toEqual([]);
    subject.reset(aSnapshot({ seq: { me: 9 }, notifications: [aNotification({ id: '4' })] }));
    expect(subject.apply(delta('me', 10, arrival('5')))).toBe('applied');
  });

  it('starts a stream that the snapshot does not name at its first delta', () => {
    const subject = model();
    subject.reset(aSnapshot({ seq: {} }));
    expect(subject.apply(delta('me', 41, arrival('1')))).toBe('applied');
    expect(subject.apply(delta('me', 43, arrival('2')))).toBe('gap');
  });

  it('replaces a notification in place and removes a recalled one', () => {
    const subject = model();
    subject.reset(aSnapshot());
    subject.apply(delta('me', 6, arrival('1')));
    subject.apply(delta('me', 7, arrival('2', 2)));
    subject.apply(delta('me', 8, arrival('1', 2)));
    expect(subject.notifications.map(one => one.id)).toEqual(['1', '2']);
    subject.apply(delta('me', 9, { kind: 'notification_removed', id: '1', unread: 1 }));
    expect(subject.notifications.map(one => one.id)).toEqual(['2']);
    expect(subject.unread).toBe(1);
  });

  it('ignores the server of another user', () => {
    const subject = model();
    subject.reset(aSnapshot());
    const other: Change = { kind: 'server', server: aServer({ user: 'bob', phase: 'failed' }) };
    subject.apply(delta('server', 10, other));
    expect(subject.server).toMatchObject({ user: 'ada', phase: 'running' });
  });

  it('applies a later session at once, and no earlier one', () => {
    const subject = model();
    subject.reset(aSnapshot());
    subject.setSession(aSession({ reason: 'extended', serverTime: '2030-01-01T12:00:01.000Z' }));
    expect(subject.server?.session.reason).toBe('extended');
    subject.setSession(aSession({ reason: 'idle' }));
    expect(subject.server?.session.reason).toBe('extended');
  });

  it('moves a state forward at once, updates the count, and never moves it back', () => {
    const subject = model();
    subject.reset(aSnapshot({ notifications: [aNotification()], unread: 1 }));
    subject.advance('n1', 'delivered');
    expect(subject.unread).toBe(1);
    subject.advance('n1', 'dismissed');
    expect(subject.unread).toBe(0);
    subject.advance('n1', 'seen');
    expect(subject.notifications[0]?.state).toBe('dismissed');
    expect(subject.unread).toBe(0);
  });
});
