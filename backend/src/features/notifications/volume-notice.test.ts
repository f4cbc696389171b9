import { Bus } from '../../lib/bus.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { notifyLostVolume } from './volume-notice.js';
import { inEnglish } from '../../lib/catalog.js';

const told = (event: DomainEvents['volume.lost']): { user: string; message: string }[] => {
  const bus = new Bus<DomainEvents>(silentLogger());
  const sent: { user: string; message: string }[] = [];
  notifyLostVolume(
    bus,
    (user, { message }) => sent.push({ user, message: inEnglish(message) }),
    () => ['root', 'zoe'],
  );
  bus.emit('volume.lost', event);
  return sent;
};

it('tells the owner of a lost volume what happened and whom to ask, as far as a toast shows', () => {
  const [notice, ...more] = told({ user: 'ada', volume: 'workspace', current: true });
  expect(more).toEqual([]);
  expect(notice).toMatchObject({ user: 'ada' });
  expect(notice?.message).toContain('workspace');
  expect(notice?.message.length).toBeLessThanOrEqual(140);
});

it('tells administrators of the shared one, and nobody of what was refused to be restored', () => {
  const notices = told({ user: '', volume: 'shared', current: true });
  expect(notices.map(({ user }) => user)).toEqual(['root', 'zoe']);
  for (const { message } of notices) {
    expect(message).toContain('backup');
    expect(message.length).toBeLessThanOrEqual(140);
  }
  expect(told({ user: 'ada', volume: 'workspace', current: false })).toEqual([]);
});
