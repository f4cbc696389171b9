import { SendRequest } from '@perijove/contracts';
import { principal, setUp } from '../../../test/helpers/notifications.js';

const admin = principal('root', { admin: true });
const HOUR = 3_600_000;

const linesOf = ({ service }: Awaited<ReturnType<typeof setUp>>, id: string) =>
  service.outbox
    .deliveries(admin, id, { limit: 50 })
    .items.map(({ user, state, failure }) => [user, state, failure]);

describe('the report says who will never receive it, and why', () => {
  it('because it was taken back before they opened a page', async () => {
    const world = await setUp({ ann: [], bob: [] });
    const { outbox, inbox } = world.service;
    const { sent } = await outbox.send(
      admin,
      SendRequest.parse({ message: 'Wrong', audience: { to: 'all' } }),
    );
    inbox.acknowledge('ann', sent.id, 'delivered');
    const { counts } = outbox.recall(admin, sent.id);
    expect(counts).toMatchObject({ recipients: 2, delivered: 1, pending: 0, failed: 1 });
    expect(linesOf(world, sent.id)).toEqual([
      ['ann', 'delivered', null],
      ['bob', 'pending', 'recalled'],
    ]);
  });

  it('because it expired before', async () => {
    const world = await setUp({ ann: [] });
    const { service, clock } = world;
    const { sent } = await service.outbox.send(
      admin,
      SendRequest.parse({
        message: 'Coffee now',
        audience: { to: 'all' },
        expiresAt: new Date(clock.now() + HOUR).toISOString(),
      }),
    );
    service.start();
    await clock.advance(HOUR + 10_000);
    expect(linesOf(world, sent.id)).toEqual([['ann', 'pending', 'expired']]);
    expect(service.outbox.sent(admin, { limit: 1 }).items[0]?.counts.failed).toBe(1);
    await service.stop();
  });

  it('because they have no account any more', async () => {
    const world = await setUp({ ann: [] });
    const { service, hub, directory } = world;
    const { sent } = await service.outbox.send(
      admin,
      SendRequest.parse({ message: 'x', audience: { to: 'all' } }),
    );
    hub.users = () => Promise.resolve([]);
    await directory.refresh();
    expect(linesOf(world, sent.id)).toEqual([['ann', 'pending', 'no_account']]);
  });
});

describe('choosing recipients', () => {
  it('finds users by a part of the name, beginnings first', async () => {
    const { service } = await setUp({ joanna: [], Ann: [], hannah: [], bob: [] });
    expect(await service.findRecipients(admin, 'an', 2)).toEqual({
      users: ['Ann', 'hannah'],
      total: 3,
    });
  });

  it('shows nobody to a sender who can only write to groups', async () => {
    const { service } = await setUp({ ann: ['a'] });
    const scopes = new Set(['custom:perijove:notify!group=a']);
    expect(await service.findRecipients(principal('nora', { scopes }), '', 10)).toEqual({
      users: [],
      total: 0,
    });
  });
});
