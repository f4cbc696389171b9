import { createFakeHub } from '../../test/fakes/hub.js';
import { createFakeClock } from '../../test/fakes/clock.js';
import { Identity } from './identity.js';

const setup = () => {
  const hub = createFakeHub();
  const clock = createFakeClock();
  hub.addUser('ada', { groups: ['lab'] });
  hub.addToken('good', {
    name: 'ada',
    kind: 'user',
    scopes: ['access:services!service=perijove'],
  });
  return { hub, clock, identity: new Identity({ hub, clock, followsHub: () => true }) };
};

const asked = (calls: readonly string[]) => calls.filter(call => call === 'ownerOf').length;

describe('whose token it is', () => {
  it('is asked of JupyterHub once a minute', async () => {
    const { hub, clock, identity } = setup();
    await identity.resolve('good');
    await clock.advance(59_000);
    await identity.resolve('good');
    expect(asked(hub.calls)).toBe(1);
    await clock.advance(2_000);
    await identity.resolve('good');
    expect(asked(hub.calls)).toBe(2);
  });

  it('is asked once for many at the same time', async () => {
    const { hub, identity } = setup();
    await Promise.all(Array.from({ length: 50 }, () => identity.resolve('good')));
    expect(asked(hub.calls)).toBe(1);
  });

  it('ends within a minute after the hub forgot the token', async () => {
    const { hub, clock, identity } = setup();
    expect((await identity.resolve('good')).kind).toBe('principal');
    hub.removeToken('good');
    await clock.advance(61_000);
    expect((await identity.resolve('good')).kind).toBe('unknown');
  });

  it('is asked every five seconds while the hub does not tell what ends', async () => {
    const { hub, clock } = setup();
    const follows = { current: false };
    const identity = new Identity({ hub, clock, followsHub: () => follows.current });
    expect((await identity.resolve('good')).kind).toBe('principal');
    hub.removeToken('good');
    await clock.advance(4_900);
    expect((await identity.resolve('good')).kind).toBe('principal');
    await clock.advance(200);
    expect((await identity.resolve('good')).kind).toBe('unknown');
  });

  it('is never answered from a question that was asked before something ended', async () => {
    const { hub, identity } = setup();
    let answer: () => void = () => undefined;
    const slow = hub.ownerOf;
    hub.ownerOf = async token => {
      const owner = await slow(token);
      await new Promise<void>(resolve => {
        answer = resolve;
      });
      return owner;
    };
    const before = identity.resolve('good');
    await new Promise(resolve => setImmediate(resolve));
    hub.removeToken('good');
    identity.forgetOwner('ada');
    hub.ownerOf = slow;
    const after = await identity.resolve('good');
    answer();
    await before;
    expect(after.kind).toBe('unknown');
    expect((await identity.resolve('good')).kind).toBe('unknown');
  });

  it('is asked again soon for a token that was unknown', async () => {
    const { hub, clock, identity } = setup();
    expect((await identity.resolve('later')).kind).toBe('unknown');
    hub.addToken('later', { name: 'ada', kind: 'user', scopes: ['access:services'] });
    expect((await identity.resolve('later')).kind).toBe('unknown');
    await clock.advance(6_000);
    expect((await identity.resolve('later')).kind).toBe('principal');
  });

  it('is not guessed while the hub is away', async () => {
    const { hub, identity } = setup();
    hub.setAway(true);
    await expect(identity.resolve('good')).rejects.toMatchObject({ code: 'hub_unavailable' });
    hub.setAway(false);
    expect((await identity.resolve('good')).kind).toBe('principal');
  });

  it('is asked again when its owner was renamed, also when that happened meanwhile', async () => {
    const { hub, identity } = setup();
    await identity.resolve('good');
    const asking = identity.resolve('other');
    identity.forgetOwner('ada');
    await asking;
    await identity.resolve('good');
    await identity.resolve('other');
    expect(asked(hub.calls)).toBe(4);
  });

  it('asks the hub about unknown tokens of one address for a while, and not for ever', async () => {
    const { hub, identity, clock } = setup();
    const guess = (number: number, block: string) => identity.resolve(`guess ${number}`, block);
    const asked = await Promise.allSettled(
      Array.from({ length: 500 }, async (_, number) => guess(number, '10.0.0.66')),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
    await expect(guess(500, '10.0.0.66')).rejects.toMatchObject({
      code: 'rate_limited',
      status: 429,
      options: { retryAfterSeconds: 1 },
    });
    expect(hub.calls.filter(call => call === 'ownerOf')).toHaveLength(60);
    // Elsewhere, and for tokens that were good there, nothing changed.
    expect((await guess(501, '10.0.0.7')).kind).toBe('unknown');
    await clock.advance(60_000);
    for (let used = 0; used < 200; used += 1) {
      expect((await identity.resolve('good', '10.0.0.66')).kind).toBe('principal');
      await clock.advance(61_000);
      await Promise.allSettled(
        Array.from({ length: 61 }, async (_, number) =>
          guess(1000 + used * 61 + number, '10.0.0.66'),
        ),
      );
    }
  });

  it('keeps what it knows when strangers bring tokens without end', async () => {
    const { hub, identity } = setup();
    await identity.resolve('good', '10.0.0.7');
    for (let number = 0; number < 30_000; number += 1) {
      await identity.resolve(`guess ${number}`, null);
    }
    const before = hub.calls.length;
    await identity.resolve('good', '10.0.0.7');
    expect(hub.calls).toHaveLength(before);
  });
});
