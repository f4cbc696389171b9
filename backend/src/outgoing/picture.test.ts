import { fetchPicture } from './picture.js';
import { isPublic } from './public-address.js';
import { openStranger, type Stranger } from '../../test/helpers/hostile-server.js';

const open: Stranger[] = [];
afterEach(() => Promise.all(open.splice(0).map(stranger => stranger.close())));

const strangerSaying = async (
  ...args: Parameters<typeof openStranger> extends [unknown, ...infer R] ? R : never
) => {
  const stranger = await openStranger(['never-sent-anywhere'], ...args);
  open.push(stranger);
  return stranger;
};

it("follows its own server's redirects, and sends nothing but the question", async () => {
  const stranger = await strangerSaying((request, response) => {
    if (request.url === '/logo') response.writeHead(302, { Location: '/new' }).end();
    else response.end('picture');
  });
  const answer = await fetchPicture(new URL(`${stranger.url}/logo`), { maxBytes: 100 });
  expect(answer.body.toString()).toBe('picture');
  expect(stranger.heard.map(({ url }) => url)).toEqual(['/logo', '/new']);
  const names = Object.keys(stranger.heard[0]?.headers ?? {}).sort();
  expect(names).toEqual(['accept', 'accept-encoding', 'connection', 'host']);
});

it('is not led into our own network, whatever the way there is called', async () => {
  const inside = await strangerSaying();
  const { port } = new URL(inside.url);
  for (const target of [
    inside.url,
    `http://localhost:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://2130706433:${port}/`,
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://',
  ]) {
    const stranger = await strangerSaying((_request, response) => {
      response.writeHead(302, { Location: target }).end();
    });
    await expect(fetchPicture(new URL(stranger.url), { maxBytes: 100 })).rejects.toMatchObject({
      name: 'OutgoingError',
    });
  }
  expect(inside.heard).toEqual([]);
});

it('does not run in circles', async () => {
  const stranger = await strangerSaying((_request, response) => {
    response.writeHead(302, { Location: '/again' }).end();
  });
  await expect(fetchPicture(new URL(stranger.url), { maxBytes: 100 })).rejects.toMatchObject({
    kind: 'refused',
  });
  expect(stranger.heard).toHaveLength(4);
});

it.each([
  ['93.184.215.14', true],
  ['2606:2800:21f::1', true],
  ['::ffff:8.8.8.8', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['::', false],
  ['fd00::1', false],
  ['fe80::1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['no address', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected);
});
