import { askQuietly, quietUrl } from './quiet-requests';

interface Page {
  fetch: typeof fetch;
  readonly location: { readonly href: string };
}

const BASE = 'https://hub/base/user/ada/big/';

it.each([
  [`${BASE}api/kernels?1700000000000`, `${BASE}api/kernels?1700000000000&no_track_activity=1`],
  [`${BASE}api/terminals`, `${BASE}api/terminals?no_track_activity=1`],
  [`${BASE}git/status#x`, `${BASE}git/status?no_track_activity=1#x`],
  // Apps behind the server, other servers, other hosts.
  [`${BASE}proxy/9105/`, `${BASE}proxy/9105/`],
  ['https://hub/base/user/ada/', 'https://hub/base/user/ada/'],
  ['https://elsewhere/api/kernels', 'https://elsewhere/api/kernels'],
  [`${BASE}api?no_track_activity=1`, `${BASE}api?no_track_activity=1`],
])('%s is asked for as %s', (url, quiet) => {
  expect(quietUrl(url, BASE)).toBe(quiet);
});

const setUp = () => {
  const asked: unknown[][] = [];
  const connection = {
    makeRequest: (url: string, init: object, settings: object): string => {
      asked.push([url, init, settings]);
      return 'answer';
    },
  };
  const page = {
    fetch: (...args: unknown[]): Promise<Response> => {
      asked.push(args);
      return Promise.reject(new Error('no network'));
    },
  };
  const location = { href: `${BASE}lab` };
  return { asked, connection, page: { ...page, location } as Page };
};

it('makes requests that a page makes by itself quiet, and changes nothing else about them', async () => {
  const { asked, connection, page } = setUp();
  expect(askQuietly(connection, page, BASE, () => false)).toBe(true);
  const init = { method: 'POST' };
  const settings = { token: 'x' };
  expect(connection.makeRequest(`${BASE}api/sessions`, init, settings)).toBe('answer');
  await expect(page.fetch(`${BASE}git/status`, init)).rejects.toThrow('no network');
  await expect(page.fetch('api/kernels')).rejects.toThrow('no network');
  await expect(page.fetch('https://elsewhere/x')).rejects.toThrow('no network');
  expect(asked).toEqual([
    [`${BASE}api/sessions?no_track_activity=1`, init, settings],
    [`${BASE}git/status?no_track_activity=1`, init],
    [`${BASE}api/kernels?no_track_activity=1`, undefined],
    ['https://elsewhere/x', undefined],
  ]);
});

it('leaves those alone that somebody causes', () => {
  const { asked, connection, page } = setUp();
  let inUse = true;
  askQuietly(connection, page, BASE, () => inUse);
  connection.makeRequest(`${BASE}api/contents`, {}, {});
  inUse = false;
  connection.makeRequest(`${BASE}api/contents`, {}, {});
  expect(asked.map(([url]) => url)).toEqual([
    `${BASE}api/contents`,
    `${BASE}api/contents?no_track_activity=1`,
  ]);
});

it('says so when a page does not let itself be changed', () => {
  const { connection, page } = setUp();
  expect(askQuietly(Object.freeze(connection), page, BASE, () => false)).toBe(false);
});
