import { createOnceMemory } from './once-memory';
import { localeOf } from './locale';

const storage = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const map = new Map<string, string>();
  return {
    getItem: key => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
  };
};

describe('a memory of what happened once', () => {
  it('survives a reload', () => {
    const tab = storage();
    createOnceMemory(tab, 'k').add('a');
    expect(createOnceMemory(tab, 'k').has('a')).toBe(true);
    expect(createOnceMemory(tab, 'k').has('b')).toBe(false);
  });

  it('forgets the oldest when it is full', () => {
    const tab = storage();
    const memory = createOnceMemory(tab, 'k');
    for (let index = 0; index < 201; index += 1) memory.add(`${index}`);
    expect(createOnceMemory(tab, 'k').has('0')).toBe(false);
    expect(createOnceMemory(tab, 'k').has('200')).toBe(true);
  });

  it('works without storage and with a damaged one', () => {
    const broken = {
      getItem: () => '{',
      setItem: () => {
        throw new Error('full');
      },
    };
    const memory = createOnceMemory(broken, 'k');
    memory.add('a');
    expect(memory.has('a')).toBe(true);
  });
});

describe('the language of the lab', () => {
  it.each([
    ['en', 'en'],
    ['zh_CN', 'zh-CN'],
    ['default', undefined],
    ['', undefined],
    ['not a language', undefined],
    [undefined, undefined],
  ])('%s is %s', (code, tag) => {
    expect(localeOf(code)).toBe(tag);
  });
});
