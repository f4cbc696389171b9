import { createBus } from '../../platform/bus.js';
import { silentLogger } from '../../platform/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { tellOfLostVolume } from './volume-notice.js';

const told = (event: DomainEvents['volume.lost']): { user: string; message: string }[] => {
  const bus = createBus<DomainEvents>(silentLogger());
  const sent: { user: string; message: string }[] = [];
  tellOfLostVolume(bus, (user, { message }) => sent.push({ user, message }));
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

it('tells nobody of the shared one, nor of what was refused to be restored', () => {
  expect(told({ user: '', volume: 'shared', current: true })).toEqual([]);
  expect(told({ user: 'ada', volume: 'workspace', current: false })).toEqual([]);
});
