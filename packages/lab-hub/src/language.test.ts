/** @jest-environment jsdom */
import { Gettext, type ITranslator } from '@jupyterlab/translation';
import { type Catalog, loadLanguage } from './language';

const catalog = {
  '': { language: 'fr-FR', plural_forms: 'nplurals=2; plural=(n > 1);' },
  Dismiss: ['Ignorer'],
  'Extend by %1 h': ['Prolonger de %1 h'],
  'Try again in %1 minute.': ['Réessayez dans %1 minute.', 'Réessayez dans %1 minutes.'],
} as unknown as Catalog;

/** JupyterLab's translator in a language, with or without a language pack that has our texts. */
const translator = (languageCode: string, texts: Readonly<Record<string, string[]>> = {}) => {
  const bundle = new Gettext({ domain: 'perijove', locale: languageCode });
  const header = {
    language: languageCode,
    domain: 'perijove',
    pluralForms: 'nplurals=1; plural=0;',
  };
  bundle.loadJSON({ '': header, ...texts }, 'perijove');
  return { languageCode, load: () => bundle } as unknown as ITranslator;
};

describe('the language of the extensions', () => {
  it('is English without asking for a catalog', async () => {
    const load = jest.fn();
    expect((await loadLanguage(null, load)).trans.__('Dismiss')).toBe('Dismiss');
    expect((await loadLanguage(translator('en'), load)).locale).toBe('en');
    expect(load).not.toHaveBeenCalled();
  });

  it("is JupyterLab's, from our own catalog, with its plural forms", async () => {
    const load = jest.fn(() => Promise.resolve(catalog));
    const { trans, locale } = await loadLanguage(translator('fr-FR'), load);
    expect(load).toHaveBeenCalledWith('fr_FR');
    expect(locale).toBe('fr-FR');
    expect(trans.__('Extend by %1 h', 4)).toBe('Prolonger de 4 h');
    const minutes = (count: number): string =>
      trans._n('Try again in %1 minute.', 'Try again in %1 minutes.', count);
    expect([0, 1, 2].map(minutes)).toEqual([
      'Réessayez dans 0 minute.',
      'Réessayez dans 1 minute.',
      'Réessayez dans 2 minutes.',
    ]);
    expect(trans.__('Restart')).toBe('Restart');
  });

  it('is left to a language pack that has our texts', async () => {
    const theirs = translator('fr-FR', { Dismiss: ['Fermer'] });
    const { trans } = await loadLanguage(theirs, () => Promise.resolve(catalog));
    expect(trans.__('Dismiss')).toBe('Fermer');
  });

  it('stays English when there is no catalog', async () => {
    const { trans, locale } = await loadLanguage(translator('ja-JP'), () =>
      Promise.reject(new Error('no such chunk')),
    );
    expect(trans.__('Dismiss')).toBe('Dismiss');
    expect(locale).toBe('ja-JP');
  });
});
