import { eventually, principal, quiet, setUp } from '../../test/helpers/realtime.js';

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

  it('in a lab hear why their server stopped, and nothing else, before they are signed out', async () => {
    const shown = { user: 'ann', server: '', rights: 'use' as const };
    const auth = { principal: principal('ann'), shown, lab: true, credential: 'lab' };
    world.verdicts.set('lab', { ok: true, auth });
    const lab = await world.open('lab');
    const over = new Promise(resolve => lab.socket.once('disconnect', resolve));
    world.phases.set('ann', 'stopping');
    world.valid.current = 'ended';
    world.realtime.revalidate(['ann']);
    await quiet();
    world.phases.set('ann', 'stopped');
    world.bus.emit('server.changed', { user: 'ann', server: '' });
    const preferences = { quietHours: null, importantOnly: true, language: null };
    world.bus.emit('preferences.changed', { user: 'ann', preferences });
    await eventually('told', () => lab.deltas.length > 0);
    await quiet();
    expect(lab.deltas.map(({ stream }) => stream)).toEqual(['server']);
    expect(lab.signedOut).toBe(false);
    await over;
    expect(lab.signedOut).toBe(true);
  });

  it('in a lab that runs are signed out at once', async () => {
    const shown = { user: 'ann', server: '', rights: 'use' as const };
    const auth = { principal: principal('ann'), shown, lab: true, credential: 'lab' };
    world.verdicts.set('lab', { ok: true, auth });
    world.phases.set('ann', 'running');
    const lab = await world.open('lab');
    world.valid.current = 'ended';
    world.realtime.revalidate(['ann']);
    await eventually('signed out', () => lab.signedOut && lab.socket.disconnected);
  });
});
