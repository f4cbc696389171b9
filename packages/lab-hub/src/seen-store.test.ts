import { createSeenStore } from './seen-store';

const storage = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const map = new Map<string, string>();
  return {
    getItem: key => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
  };
};

describe('a store of seen ids', () => {
  it('survives a reload', () => {
    const tab = storage();
    createSeenStore(tab, 'k').add('a');
    expect(createSeenStore(tab, 'k').has('a')).toBe(true);
    expect(createSeenStore(tab, 'k').has('b')).toBe(false);
  });

  it('drops the oldest id when it is full', () => {
    const tab = storage();
    const seen = createSeenStore(tab, 'k');
    for (let index = 0; index < 201; index += 1) seen.add(`${index}`);
    expect(createSeenStore(tab, 'k').has('0')).toBe(false);
    expect(createSeenStore(tab, 'k').has('200')).toBe(true);
  });

  it('works without storage and with invalid data', () => {
    const broken = {
      getItem: () => '{',
      setItem: () => {
        throw new Error('full');
      },
    };
    const seen = createSeenStore(broken, 'k');
    seen.add('a');
    expect(seen.has('a')).toBe(true);
  });
});
