import { goToLogin } from './login';

const pageAt = (pathname: string, search = '') => {
  const stored = new Map<string, string>();
  const assign = jest.fn<undefined, [string | URL]>();
  return {
    assign,
    page: {
      location: { pathname, search, assign },
      sessionStorage: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
      },
    },
  };
};

it('leads back to the page that was asked for', () => {
  const { page, assign } = pageAt('/services/perijove/activity', '?sort=cpu');
  expect(goToLogin('/services/perijove/', page, 1_000_000)).toBe(true);
  expect(assign).toHaveBeenCalledWith(
    '/services/perijove/login?next=%2Fservices%2Fperijove%2Factivity%3Fsort%3Dcpu',
  );
});

it('does not run in circles when signing in does not help', () => {
  const { page, assign } = pageAt('/');
  expect(goToLogin('/', page, 1_000_000)).toBe(true);
  expect(goToLogin('/', page, 1_003_000)).toBe(false);
  expect(assign).toHaveBeenCalledTimes(1);
  expect(goToLogin('/', page, 1_020_000)).toBe(true);
});
