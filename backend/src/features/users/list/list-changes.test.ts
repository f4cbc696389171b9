import type { HubUser } from '../../../jupyterhub/port.js';
import { Bus } from '../../../lib/bus.js';
import { silentLogger } from '../../../lib/logger.js';
import type { DomainEvents } from '../../domain-events.js';
import { mergeUsers } from '../user.js';
import { watchListChanges } from './list-changes.js';

const ada: HubUser = {
  name: 'ada',
  admin: false,
  groups: [],
  lastActivityMs: null,
  created: null,
  servers: [],
};

const setUp = () => {
  const bus = new Bus<DomainEvents>(silentLogger());
  let user = ada;
  const running = new Set<string>();
  const onChanged = jest.fn();
  const end = watchListChanges({
    bus,
    users: () => mergeUsers([user], []),
    isRunning: name => running.has(name),
    onChanged,
  });
  const read = (change: Partial<HubUser> = {}): void => {
    user = { ...user, ...change };
    bus.emit('users.refreshed', { atMs: 0 });
  };
  read();
  return { bus, running, onChanged, read, end };
};

it.each<[string, Partial<HubUser>]>([
  ['a user comes for the first time', { lastActivityMs: 1 }],
  ['a user becomes an administrator', { admin: true }],
  ['a user gets into a group', { groups: ['class-a'] }],
])('tells when %s', (_words, change) => {
  const { onChanged, read } = setUp();
  read(change);
  expect(onChanged).toHaveBeenCalledTimes(1);
});

it('tells nothing when all users are as before, or was only here again', () => {
  const { onChanged, read } = setUp();
  read({ lastActivityMs: 1 });
  onChanged.mockClear();
  read();
  read({ lastActivityMs: 2 });
  expect(onChanged).not.toHaveBeenCalled();
});

it('tells when the server of a user begins and ends, and not of what lies between', () => {
  const { bus, running, onChanged } = setUp();
  const changed = (): void => bus.emit('server.changed', { user: 'ada', server: '' });
  changed();
  expect(onChanged).not.toHaveBeenCalled();
  running.add('ada');
  changed();
  changed();
  expect(onChanged).toHaveBeenCalledTimes(1);
  running.delete('ada');
  changed();
  changed();
  expect(onChanged).toHaveBeenCalledTimes(2);
});

it('ends', () => {
  const { onChanged, read, end } = setUp();
  end();
  read({ admin: true });
  expect(onChanged).not.toHaveBeenCalled();
});
