import type { BrandingView } from '@perijove/contracts';
import { createBrandingSource } from './branding-source';

const acme: BrandingView = {
  name: 'Acme',
  logoUrl: '/services/perijove/assets/logo.svg',
  faviconUrl: null,
  labIconUrl: null,
  labSplashUrl: null,
  stage: null,
};

const storage = (value: string | null = null) => ({
  value,
  getItem() {
    return this.value;
  },
  setItem(_: string, next: string) {
    this.value = next;
  },
});

describe('the source of the branding', () => {
  it('requests the branding once for all plugins, and stores it for the next page', async () => {
    const fetch = jest.fn(() => Promise.resolve(acme));
    const tab = storage();
    const source = createBrandingSource({ fetch, storage: tab });
    expect(source.cached()).toBeNull();
    expect(await Promise.all([source.current(), source.current()])).toEqual([acme, acme]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(createBrandingSource({ fetch, storage: tab }).cached()).toEqual(acme);
  });

  it('is null when the request fails or the response is invalid', async () => {
    const away = createBrandingSource({
      fetch: () => Promise.reject(new Error()),
      storage: storage(),
    });
    expect(await away.current()).toBeNull();
    const strange = { ...acme, logoUrl: 5 } as unknown as BrandingView;
    const odd = createBrandingSource({ fetch: () => Promise.resolve(strange), storage: storage() });
    expect(await odd.current()).toBeNull();
  });

  it('ignores invalid stored data', () => {
    const fetch = () => Promise.resolve(acme);
    for (const value of ['{', '5', '{"name":1}']) {
      expect(createBrandingSource({ fetch, storage: storage(value) }).cached()).toBeNull();
    }
  });
});
