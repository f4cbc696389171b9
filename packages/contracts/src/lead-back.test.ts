import { keepWord, LEAD_BACK_KEY, leaveWord, takeWord } from './lead-back.js';

const NOW = Date.parse('2030-01-01T12:00:00.000Z');
const MINUTE = 60_000;

const tab = () => {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
};

const pathOf = (server: string) =>
  server === '' ? '/base/user/ada/' : `/base/user/ada/${encodeURIComponent(server)}/`;
const word = { path: '/base/user/ada/lab/tree/a.ipynb', server: '', start: true, run: null };
const named = {
  path: '/base/user/ada/big/lab/tree/a.ipynb',
  server: 'big',
  start: false,
  run: 'x',
};

describe('the word that a lab leaves for the home page', () => {
  it.each([word, named, { ...named, server: 'a b', path: '/base/user/ada/a%20b/lab?x=1#y' }])(
    'is taken once: %j',
    left => {
      const storage = tab();
      expect(leaveWord(storage, left, NOW)).toBe(true);
      expect(takeWord(storage, pathOf, NOW + 1000)).toEqual(left);
      expect(takeWord(storage, pathOf, NOW + 1000)).toBe(null);
    },
  );

  it.each([
    ['another user', '/base/user/ben/lab'],
    ['another place', '/base/hub/logout'],
    ['another host', '//evil.example/base/user/ada/'],
    ['another host by backslashes', '/\\evil.example/base/user/ada/'],
    ['another scheme', 'javascript:alert(1)'],
    ['elsewhere by dots', '/base/user/ada/../../hub/logout'],
  ])('leads to no %s', (_, path) => {
    const storage = tab();
    leaveWord(storage, { ...word, path }, NOW);
    expect(takeWord(storage, pathOf, NOW)).toBe(null);
  });

  it('leads to the server that it names and to no other', () => {
    const storage = tab();
    leaveWord(storage, { ...named, server: 'small' }, NOW);
    expect(takeWord(storage, pathOf, NOW)).toBe(null);
  });

  it('does not hold for long', () => {
    const storage = tab();
    leaveWord(storage, word, NOW);
    expect(takeWord(storage, pathOf, NOW + MINUTE + 1000)).toBe(null);
  });

  it('holds as long as it takes to sign in, and no longer', () => {
    const storage = tab();
    leaveWord(storage, named, NOW);
    keepWord(storage, NOW + 1000);
    expect(takeWord(storage, pathOf, NOW + 14 * MINUTE)).toEqual(named);
    leaveWord(storage, named, NOW);
    keepWord(storage, NOW + 1000);
    expect(takeWord(storage, pathOf, NOW + 16 * MINUTE)).toBe(null);
  });

  it('does not come back to life by signing in', () => {
    const storage = tab();
    leaveWord(storage, word, NOW);
    keepWord(storage, NOW + 2 * MINUTE);
    expect(takeWord(storage, pathOf, NOW + 2 * MINUTE)).toBe(null);
    keepWord(storage, NOW);
    expect(storage.values.size).toBe(0);
  });

  it.each([
    '{',
    '5',
    '{"path":1}',
    '{"path":"/base/user/ada/","server":"","start":"yes","untilMs":1}',
    '{"path":"/base/user/ada/","start":true,"untilMs":1}',
    '{"path":"/base/user/ada/","server":"","start":true,"run":7,"untilMs":1}',
    '{"path":"/base/user/ada/","server":"","start":true,"untilMs":9999999999999}',
  ])('is nothing when it is %s', text => {
    const storage = tab();
    storage.setItem(LEAD_BACK_KEY, text);
    expect(takeWord(storage, pathOf, 0)).toBe(null);
  });

  it('is not left where the browser forbids it', () => {
    const refuse = (): never => {
      throw new Error('forbidden');
    };
    expect(leaveWord({ setItem: refuse }, word, 0)).toBe(false);
    expect(takeWord({ getItem: refuse, removeItem: refuse }, pathOf, 0)).toBe(null);
    expect(() => {
      keepWord({ getItem: refuse, setItem: refuse }, 0);
    }).not.toThrow();
  });
});
