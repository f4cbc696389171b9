import { principal, setUp } from '../../../test/helpers/notifications.js';

const admin = principal('admin', { admin: true });

describe('arrivals', () => {
  it('come in their hundreds, and are written together', async () => {
    const { service, heard, clock } = await setUp({ ann: [], bob: [], cem: [], eve: [] });
    const { sent } = await service.outbox.send(admin, {
      message: 'x',
      variant: 'info',
      autoCloseMs: null,
      actions: [],
      audience: { to: 'users', users: ['ann', 'bob', 'cem'] },
    });
    const state = (user: string) => service.inbox.list(user, 0).notifications[0]?.state;
    for (const user of ['ann', 'bob', 'ann', 'eve']) service.inbox.bufferDelivered(user, sent.id);
    service.inbox.bufferDelivered('ann', 'no such message');
    // A user who saw it meanwhile is ahead, and stays there.
    service.inbox.acknowledge('bob', sent.id, 'seen');
    expect(state('ann')).toBe('pending');
    await clock.advance(5);
    expect(['ann', 'bob', 'cem'].map(state)).toEqual(['delivered', 'seen', 'pending']);
    await clock.advance(200);
    expect(heard.sent.at(-1)?.sent.counts).toMatchObject({ pending: 1, delivered: 2, seen: 1 });
    service.inbox.bufferDelivered('cem', sent.id);
    await service.stop();
    expect(state('cem')).toBe('delivered');
  });
});
