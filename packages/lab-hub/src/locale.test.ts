import { localeOf } from './locale';

describe('the locale of the lab', () => {
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
