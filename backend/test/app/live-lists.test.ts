import type { Change } from '@perijove/contracts';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';
import { eventually, quiet } from '../helpers/realtime.js';

const ACCESS = 'access:services!service=perijove';
/** As JupyterHub expands the scopes of a user who manages one group. */
const over = (group: string): string[] =>
  ['list:users', 'read:groups', 'groups', 'servers'].map(scope => `${scope}!group=${group}`);

/** Lists that are live for users who manage some others: the subject is ada, in `class-b`. */
describe('what an open page hears of other users', () => {
  let app: TestBackend;
  beforeEach(async () => {
    app = await startTestBackend();
    app.hub.addUser('ada', { groups: ['class-b'] });
    app.hub.addUser('hera');
    app.hub.addToken('token-of-hera', {
      name: 'hera',
      kind: 'user',
      scopes: [ACCESS, ...over('class-b')],
    });
    // The first reading of all groups is told as well; that is over before anybody listens.
    const first = await open(tokens.admin);
    await app.refreshUsers();
    await eventually('all is read', () => first.includes('users'));
  });
  afterEach(() => app.stop());

  const open = async (token: string): Promise<string[]> => {
    const heard: string[] = [];
    const words = (change: Change): string | null => {
      if (change.kind === 'activity_row') return `row of ${change.row.user}`;
      if (change.kind === 'group_changed') return `group ${change.group}`;
      if (change.kind === 'users') return 'users';
      return null;
    };
    const socket = app.socket({ token });
    socket.on('delta', ({ change }) => {
      const said = words(change);
      if (said !== null && !heard.includes(said)) heard.push(said);
    });
    await new Promise(resolve => socket.once('snapshot', resolve));
    return heard;
  };

  /** Users who may have a page open, in this order. */
  const openAll = async () => ({
    ada: await open(tokens.ada),
    bob: await open(tokens.bob),
    notifier: await open(tokens.notifier),
    hera: await open('token-of-hera'),
    otherGroup: await open(tokens.groupAdmin),
    admin: await open(tokens.admin),
  });
  const silent = { ada: [], bob: [], notifier: [], otherGroup: [] };

  it('a lab that starts is told to who manages its owner, and to no other', async () => {
    const pages = await openAll();
    await app.spawn('ada');
    const all = ['group class-b', 'row of ada', 'users'];
    await eventually('the administrator hears', () => pages.admin.length === all.length);
    await eventually('hera hears', () => pages.hera.length === all.length);
    await quiet();
    expect({ ...pages, admin: pages.admin.sort(), hera: pages.hera.sort() }).toEqual({
      ...silent,
      admin: all,
      hera: all,
    });
  });

  it('a user who comes into a group is told to who manages it', async () => {
    const pages = await openAll();
    const answer = await app.call('PUT', '/groups/class-b/users', {
      as: tokens.admin,
      body: { add: ['nora'] },
    });
    expect(answer.status).toBe(200);
    await eventually('hera hears', () => pages.hera.length === 2);
    await eventually('the administrator hears', () => pages.admin.length === 2);
    await quiet();
    expect({ ...pages, admin: pages.admin.sort(), hera: pages.hera.sort() }).toEqual({
      ...silent,
      admin: ['group class-b', 'users'],
      hera: ['group class-b', 'users'],
    });
  });

  it('an account outside of the group is told to administrators alone', async () => {
    const pages = await openAll();
    app.hub.addUser('zoe');
    await app.refreshUsers();
    await eventually('the administrator hears', () => pages.admin.length > 0);
    await quiet();
    expect(pages).toEqual({ ...silent, hera: [], admin: ['users'] });
  });
});
