import { takeWord } from '@perijove/contracts/lead-back';
import { goToHub } from './go-to-hub';
import { aServer } from './testing/fixtures';

const location = {
  serviceUrl: 'https://hub/base/services/perijove/',
  homeUrl: 'https://hub/base/hub/home',
  user: 'ada',
  server: '',
  visitor: 'ada',
};

interface Options {
  readonly server: string;
  readonly url: string;
  readonly start?: boolean;
  readonly serviceUrl?: string;
  readonly blocked?: boolean;
}

const leave = ({ server, url, start = true, serviceUrl, blocked = false }: Options) => {
  const visited: string[] = [];
  const values = new Map<string, string>();
  const link = {
    state: { server: aServer() },
    user: 'ada',
    server,
    location: { ...location, serviceUrl: serviceUrl ?? location.serviceUrl },
  };
  goToHub(link, start, {
    storage: {
      setItem: (key, value) => {
        if (blocked) throw new Error('blocked');
        values.set(key, value);
      },
    },
    url,
    nowMs: 5,
    assign: to => visited.push(to),
  });
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    removeItem: (key: string) => void values.delete(key),
  };
  const word = takeWord(storage, name => `/base/user/ada/${name === '' ? '' : `${name}/`}`, 5);
  return { visited, word };
};

describe('leaving for the hub', () => {
  it.each([
    ['', '/base/user/ada/lab/tree/a.ipynb'],
    ['gpu', '/base/user/ada/gpu/lab/tree/a.ipynb?x=1#cell'],
  ])('goes to the home page, which knows where to lead back: server "%s"', (server, path) => {
    const { visited, word } = leave({ server, url: `https://hub${path}` });
    expect(visited).toEqual(['https://hub/base/services/perijove/']);
    expect(word).toEqual({ path, server, start: true, run: aServer().startedAt });
  });

  it.each([
    ['a lab on a subdomain', { url: 'https://ada.hub/base/user/ada/gpu/lab/tree/a.ipynb' }],
    [
      'a service on a subdomain',
      {
        url: 'https://hub/base/user/ada/gpu/lab/tree/a.ipynb',
        serviceUrl: 'https://services.hub/base/services/perijove/',
      },
    ],
    [
      'a tab without storage',
      { url: 'https://hub/base/user/ada/gpu/lab/tree/a.ipynb', blocked: true },
    ],
  ])("goes to JupyterHub's spawn pages from %s", (_, where) => {
    const next = 'next=%2Fbase%2Fuser%2Fada%2Fgpu%2Flab%2Ftree%2Fa.ipynb';
    expect(leave({ server: 'gpu', ...where }).visited).toEqual([
      `https://hub/base/hub/spawn/ada/gpu?${next}`,
    ]);
    expect(leave({ server: 'gpu', start: false, ...where }).visited).toEqual([
      `https://hub/base/hub/spawn-pending/ada/gpu?${next}`,
    ]);
  });
});
