import { eventually, principal, setUp } from './realtime.testkit.js';

describe('pages of those whose access changed', () => {
  let world: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    world = await setUp();
    world.admit('ann', principal('ann'), { user: 'ann', server: '', rights: 'own' });
  });
  afterEach(() => world.close());

  it('are looked at at once, and no others', async () => {
    world.admit('ben', principal('ben'), { user: 'ben', server: '', rights: 'own' });
    const [ann, ben] = [await world.open('ann'), await world.open('ben')];
    world.valid.current = 'ended';
    world.realtime.revalidate(['ann', 'nobody']);
    await eventually('signed out', () => ann.signedOut && ann.socket.disconnected);
    expect(ben.socket.connected).toBe(true);
  });

  it('are cut off even when it changed while they were let in', async () => {
    world.valid.current = 'ended';
    const socket = world.connect({ token: 'ann' });
    let told = false;
    socket.on('signed_out', () => (told = true));
    await eventually('cut off', () => told && socket.disconnected);
  });
});
