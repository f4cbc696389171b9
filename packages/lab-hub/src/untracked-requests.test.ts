import { untrackRequests, untrackedUrl } from './untracked-requests';

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
])('%s is requested as %s', (url, quiet) => {
  expect(untrackedUrl(url, BASE)).toBe(quiet);
});

const setUp = () => {
  const sent: unknown[][] = [];
  const connection = {
    makeRequest: (url: string, init: object, settings: object): string => {
      sent.push([url, init, settings]);
      return 'response';
    },
  };
  const page = {
    fetch: (...args: unknown[]): Promise<Response> => {
      sent.push(args);
      return Promise.reject(new Error('no network'));
    },
  };
  const location = { href: `${BASE}lab` };
  return { sent, connection, page: { ...page, location } as Page };
};

it('keeps requests of the page itself from counting, and changes nothing else about them', async () => {
  const { sent, connection, page } = setUp();
  expect(untrackRequests(connection, page, BASE, () => false)).toBe(true);
  const init = { method: 'POST' };
  const settings = { token: 'x' };
  expect(connection.makeRequest(`${BASE}api/sessions`, init, settings)).toBe('response');
  await expect(page.fetch(`${BASE}git/status`, init)).rejects.toThrow('no network');
  await expect(page.fetch('api/kernels')).rejects.toThrow('no network');
  await expect(page.fetch('https://elsewhere/x')).rejects.toThrow('no network');
  expect(sent).toEqual([
    [`${BASE}api/sessions?no_track_activity=1`, init, settings],
    [`${BASE}git/status?no_track_activity=1`, init],
    [`${BASE}api/kernels?no_track_activity=1`, undefined],
    ['https://elsewhere/x', undefined],
  ]);
});

it('does not change requests while the user is active', () => {
  const { sent, connection, page } = setUp();
  let active = true;
  untrackRequests(connection, page, BASE, () => active);
  connection.makeRequest(`${BASE}api/contents`, {}, {});
  active = false;
  connection.makeRequest(`${BASE}api/contents`, {}, {});
  expect(sent.map(([url]) => url)).toEqual([
    `${BASE}api/contents`,
    `${BASE}api/contents?no_track_activity=1`,
  ]);
});

it('returns false when the page does not allow the change', () => {
  const { connection, page } = setUp();
  expect(untrackRequests(Object.freeze(connection), page, BASE, () => false)).toBe(false);
});
