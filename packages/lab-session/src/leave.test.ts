import { takeWord } from '@perijove/contracts/lead-back';
import { leaveForStart } from './leave';
import { aServer } from './session.testkit';

const place = {
  serviceUrl: 'https://hub/base/services/perijove/',
  homeUrl: 'https://hub/base/hub/home',
  user: 'ada',
  server: '',
  visitor: 'ada',
};

interface Leaving {
  readonly server: string;
  readonly url: string;
  readonly start?: boolean;
  /** Where the pages of the service are. */
  readonly serviceUrl?: string;
  readonly forbidden?: boolean;
}

const leave = ({ server, url, start = true, serviceUrl, forbidden = false }: Leaving) => {
  const left: string[] = [];
  const values = new Map<string, string>();
  const link = {
    state: { server: aServer() },
    user: 'ada',
    server,
    place: { ...place, serviceUrl: serviceUrl ?? place.serviceUrl },
  };
  leaveForStart(link, start, {
    storage: {
      setItem: (key, value) => {
        if (forbidden) throw new Error('forbidden');
        values.set(key, value);
      },
    },
    url,
    nowMs: 5,
    assign: to => left.push(to),
  });
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    removeItem: (key: string) => void values.delete(key),
  };
  const word = takeWord(storage, name => `/base/user/ada/${name === '' ? '' : `${name}/`}`, 5);
  return { left, word };
};

describe('leaving for a start', () => {
  it.each([
    ['', '/base/user/ada/lab/tree/a.ipynb'],
    ['gpu', '/base/user/ada/gpu/lab/tree/a.ipynb?x=1#cell'],
  ])('goes home and leaves word of where to come back to: server "%s"', (server, path) => {
    const { left, word } = leave({ server, url: `https://hub${path}` });
    expect(left).toEqual(['https://hub/base/services/perijove/']);
    expect(word).toEqual({ path, server, start: true, run: aServer().startedAt });
  });

  it.each([
    ['a lab on a host of its own', { url: 'https://ada.hub/base/user/ada/gpu/lab/tree/a.ipynb' }],
    [
      'a service on a host of its own',
      {
        url: 'https://hub/base/user/ada/gpu/lab/tree/a.ipynb',
        serviceUrl: 'https://services.hub/base/services/perijove/',
      },
    ],
    [
      'a tab without storage',
      { url: 'https://hub/base/user/ada/gpu/lab/tree/a.ipynb', forbidden: true },
    ],
  ])("goes by JupyterHub's own pages from %s", (_, where) => {
    const next = 'next=%2Fbase%2Fuser%2Fada%2Fgpu%2Flab%2Ftree%2Fa.ipynb';
    expect(leave({ server: 'gpu', ...where }).left).toEqual([
      `https://hub/base/hub/spawn/ada/gpu?${next}`,
    ]);
    expect(leave({ server: 'gpu', start: false, ...where }).left).toEqual([
      `https://hub/base/hub/spawn-pending/ada/gpu?${next}`,
    ]);
  });
});
