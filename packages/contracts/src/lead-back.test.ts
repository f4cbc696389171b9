import { LEAD_BACK_KEY, leaveWord, takeWord } from './lead-back.js';

const NOW = Date.parse('2030-01-01T12:00:00.000Z');

const tab = () => {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
};

describe('the word that a lab leaves for the home page', () => {
  it('is taken once', () => {
    const storage = tab();
    const word = { path: '/user/ada/lab/tree/a.ipynb', start: true, atMs: NOW };
    expect(leaveWord(storage, word)).toBe(true);
    expect(takeWord(storage, '/user/ada/', NOW + 1000)).toEqual(word);
    expect(takeWord(storage, '/user/ada/', NOW + 1000)).toBe(null);
  });

  it.each([
    ['another person', '/user/ben/lab'],
    ['another place', '/hub/logout'],
    ['another host', '//evil.example/user/ada/'],
    ['another host by backslashes', '/\\evil.example/user/ada/'],
    ['another scheme', 'javascript:alert(1)'],
    ['elsewhere by dots', '/user/ada/../../hub/logout'],
  ])('leads to no %s', (_, path) => {
    const storage = tab();
    leaveWord(storage, { path, start: true, atMs: NOW });
    expect(takeWord(storage, '/user/ada/', NOW)).toBe(null);
  });

  it('does not hold for long', () => {
    const storage = tab();
    leaveWord(storage, { path: '/user/ada/lab', start: true, atMs: NOW });
    expect(takeWord(storage, '/user/ada/', NOW + 61_000)).toBe(null);
  });

  it.each(['{', '5', '{"path":1}', '{"path":"/user/ada/","start":"yes","atMs":0}'])(
    'is nothing when it is %s',
    text => {
      const storage = tab();
      storage.setItem(LEAD_BACK_KEY, text);
      expect(takeWord(storage, '/user/ada/', 0)).toBe(null);
    },
  );

  it('is not left where the browser forbids it', () => {
    const refuse = (): never => {
      throw new Error('forbidden');
    };
    expect(leaveWord({ setItem: refuse }, { path: '/', start: false, atMs: 0 })).toBe(false);
    expect(takeWord({ getItem: refuse, removeItem: refuse }, '/', 0)).toBe(null);
  });
});
