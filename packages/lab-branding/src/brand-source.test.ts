import type { BrandingView } from '@perijove/contracts';
import { createBrandSource } from './brand-source';

const acme: BrandingView = {
  name: 'Acme',
  logoUrl: '/services/perijove/assets/logo.svg',
  faviconUrl: null,
  labIconUrl: null,
  labSplashUrl: null,
  stage: null,
};

const memory = (value: string | null = null) => ({
  value,
  getItem() {
    return this.value;
  },
  setItem(_: string, next: string) {
    this.value = next;
  },
});

describe('the source of the branding', () => {
  it('asks once for all who want to know, and remembers for the next page', async () => {
    const ask = jest.fn(() => Promise.resolve(acme));
    const tab = memory();
    const source = createBrandSource({ ask, memory: tab });
    expect(source.remembered()).toBeNull();
    expect(await Promise.all([source.current(), source.current()])).toEqual([acme, acme]);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(createBrandSource({ ask, memory: tab }).remembered()).toEqual(acme);
  });

  it('is nothing, and no failure, when the hub is away or answers something else', async () => {
    const away = createBrandSource({ ask: () => Promise.reject(new Error()), memory: memory() });
    expect(await away.current()).toBeNull();
    const strange = { ...acme, logoUrl: 5 } as unknown as BrandingView;
    const odd = createBrandSource({ ask: () => Promise.resolve(strange), memory: memory() });
    expect(await odd.current()).toBeNull();
  });

  it('does not believe a damaged memory', () => {
    const ask = () => Promise.resolve(acme);
    for (const value of ['{', '5', '{"name":1}']) {
      expect(createBrandSource({ ask, memory: memory(value) }).remembered()).toBeNull();
    }
  });
});
