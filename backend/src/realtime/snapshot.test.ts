import { createFakeClock } from '../../test/fakes/clock.js';
import type { SocketAuth } from './socket-auth.js';
import { principal } from '../../test/helpers/realtime.js';
import { createTakeSnapshot } from './snapshot.js';
import type { RealtimeSources } from './sources.js';

const visitor: SocketAuth = {
  principal: principal('ann'),
  shown: { user: 'ann', server: '', rights: 'own' },
  lab: false,
  credential: 'c',
};

/** Sources whose server changes, with a delta sent, while it is read for the first `changes` times. */
const setUp = (changes: number, volumes = 0) => {
  let seq = 0;
  const streams = { seq: () => seq };
  const sources = {
    server: async (_key: unknown, { canExtend }: { canExtend: boolean }) => {
      const read = seq;
      await Promise.resolve();
      if (seq < changes) seq += 1;
      return { startedAt: String(read), session: { canExtend } };
    },
    volumes: () => Array.from({ length: volumes }, () => ({})),
    notifications: () => ({ notifications: [], unread: 0, cursor: 0 }),
    preferences: () => ({ quietHours: null, importantOnly: false, language: null }),
    announcement: () => null,
  } as unknown as RealtimeSources;
  return createTakeSnapshot({ clock: createFakeClock(), streams, sources });
};

describe('a snapshot', () => {
  it.each([
    ['own', true, 1],
    ['use', true, 0],
    ['look', false, 0],
  ] as const)('with the right to %s', async (rights, canExtend, volumes) => {
    const shown = { user: 'ann', server: '', rights };
    const snapshot = await setUp(0, 1)({ ...visitor, shown });
    expect(snapshot.server?.session.canExtend).toBe(canExtend);
    expect(snapshot.volumes).toHaveLength(volumes);
  });

  it('is read again when a delta was sent meanwhile, so that it contains what its number says', async () => {
    const snapshot = await setUp(2)(visitor);
    expect(snapshot.seq).toEqual({ me: 2, server: 2 });
    expect(snapshot.server?.startedAt).toBe('2');
  });

  it('never claims more than it contains when changes do not end', async () => {
    const snapshot = await setUp(Infinity)(visitor);
    expect(snapshot.server?.startedAt).toBe(String(snapshot.seq.server));
  });
});
