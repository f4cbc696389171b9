import { createFakeClock } from '../../test/fakes/clock.js';
import type { Principal } from './principal.js';
import { Tickets } from './tickets.js';

const holder = (name: string) => ({
  principal: {
    name,
    kind: 'user',
    admin: false,
    hubAdmin: false,
    groups: [],
    scopes: new Set<string>(),
    tokenId: null,
    via: 'ticket',
  } as unknown as Principal,
  token: `token of ${name}`,
});

describe('tickets', () => {
  it('open once, for half a minute', async () => {
    const clock = createFakeClock();
    const tickets = new Tickets(clock);
    const { ticket } = tickets.mint(holder('ada'));
    const late = tickets.mint(holder('ada'));
    expect(tickets.redeem(ticket)).toMatchObject({ token: 'token of ada' });
    expect(tickets.redeem(ticket)).toBeNull();
    await clock.advance(30_000);
    expect(tickets.redeem(late.ticket)).toBeNull();
  });

  it('of one user push out only their own', () => {
    const tickets = new Tickets(createFakeClock());
    const { ticket } = tickets.mint(holder('ada'));
    const many = Array.from({ length: 60_000 }, () => tickets.mint(holder('noisy')).ticket);
    expect(tickets.redeem(ticket)).toMatchObject({ token: 'token of ada' });
    expect(tickets.redeem(many[0] ?? '')).toBeNull();
    expect(tickets.redeem(many.at(-1) ?? '')).toMatchObject({ token: 'token of noisy' });
  });
});
